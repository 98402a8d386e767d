"""Engines by name."""

import sys

import pytest

from models.errors import EngineUnavailable
from models.fake import FakeEngine
from models.loading import ENGINES, load_engine, wrong_values


def test_makes_the_engine_with_its_options():
    engine = load_engine("fake", {"slots": 3, "faults": {"boom": "fail"}})
    assert isinstance(engine, FakeEngine)


HEAVY = {"vits", "xtts"}
"""Those whose libraries take seconds to import; their own tests load them."""


@pytest.mark.parametrize("name", ENGINES.keys() - HEAVY)
def test_every_engine_loads(name):
    assert load_engine(name, {}).active == 0


def test_unknown_engine_names_the_known_ones():
    with pytest.raises(EngineUnavailable, match="espeak, fake"):
        load_engine("nobody", {})


@pytest.mark.parametrize("options", [{"colour": "red"}, {"slots": 0}, {"faults": {"a": "explode"}}])
def test_wrong_options_are_value_errors(options):
    with pytest.raises(ValueError, match=r"colour|slot|explode"):
        load_engine("fake", options)


@pytest.mark.parametrize(
    "options", [{"speed": 2, "slots": 3}, {"speed": 0.5, "faults": {"boom": "die"}}, {"faults": None}]
)
def test_values_that_an_engine_takes(options):
    assert not list(wrong_values("fake", options))


@pytest.mark.parametrize(
    "options", [{"speed": "fast"}, {"slots": True}, {"slots": 1.5}, {"faults": {"boom": "explode"}}]
)
def test_values_of_another_type_are_named_with_their_option(options):
    (said,) = wrong_values("fake", options)
    assert said.startswith(f"option '{next(iter(options))}' of engine 'fake' is ")


def test_a_missing_extra_is_unavailable(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(EngineUnavailable, match="espeakng-loader"):
        load_engine("espeak", {})
