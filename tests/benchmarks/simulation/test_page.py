from benchmarks.simulation.page import document, page

DAY = [0.5] * 12 + [1.0] * 12


def test_assumptions_come_first_and_are_called_that(scenario):
    told = page(scenario(assumptions=["Pigs fly."]))
    assert told.startswith("## A test\n\nDoes it work?\n\n- **ASSUMPTION, nothing of it measured:** a test.")
    assert "- Pigs fly." in told
    assert "120 listeners, each asking 1 times a minute" in told
    assert told.index("Pigs fly") < told.index("| requests/s |")


def test_each_variant_and_load_has_a_row(scenario):
    told = page(scenario(loads=[0.5, 1], variants={"one": {}, "other": {"gpus": 2}}))
    for name in ("one demand x 0.5", "one demand x 1", "other demand x 0.5", "other demand x 1"):
        assert f"| {name} |" in told


def test_sizes_and_hours(scenario):
    aim = {"p95_ttfa_ms": 700}
    told = page(scenario(find_most=True, aim=aim, demand={"day": DAY}, duration_s=20))
    assert "GPUs for the demand" in told
    assert "less than 1 GPUs all day" in told


def test_over_time_and_with_stand_ins(scenario):
    changes = {
        "gpus": 2,
        "regions": 2,
        "ingresses": 2,
        "loss": {"at_s": 30, "failover_s": 10},
        "over_time": True,
        "every_s": 10,
        "autoscaling": {"start_s": 5, "options": {"max_replicas": 2}},
        "stand_in": {"replicas": 2, "service": scenario().service},
        "aim": {"p95_ttfa_ms": 2000},
        "check_sample": 1,
        "demand": {"texts": {"different": 10, "exponent": 1, "kept": 5}},
    }
    told = page(scenario(**changes))
    assert "Normal again 10 s later." in told
    assert "unreachable" in told
    assert "- The stand-in, 2 replicas" in told
    assert "Ray Serve's autoscaling, per region: max_replicas 2; a new replica serves after 5 s." in told
    assert "by Zipf's law" in told
    assert "Whether the sample is large enough" in told
    assert "| 1/1 |" in told


def test_a_document_says_how_it_was_made():
    told = document(["spike"], ["## A"])
    assert "simulate run spike --markdown docs/capacity.md" in told
    assert told.endswith("## A\n")
