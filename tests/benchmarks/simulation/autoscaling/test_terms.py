import pytest

from benchmarks.simulation.autoscaling.terms import Terms


def test_an_engine_may_be_another_and_slower():
    usual, slower = Terms().service.engine, Terms(pace=2).service.engine
    assert slower.window_s == 2 * usual.window_s
    assert Terms("xtts_h200.json").service.engine.code_s
    with pytest.raises(ValueError, match=r"none\.json is neither a file"):
        _ = Terms("none.json").service


def test_what_ours_is_held_against_has_a_name():
    assert Terms(targets=(2, 14), against=14).theirs == "Ray Serve, target 14"
    assert Terms(start_s=600).starts_s == {"first": 600, "stand-in": 8}
