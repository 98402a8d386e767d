from benchmarks.simulation.assumptions import assumed

STREAMS = [{"callers": 2, "audio_s_per_s": 12.0, "ttfa_s": 0.5}, {"callers": 2, "audio_s_per_s": 13.0}]
OPTIONS = {"start_s": 5, "options": {"max_replicas": 2}}


def told(scenario):
    return "\n".join(assumed(scenario))


def test_what_was_measured_is_called_that(scenario):
    assert "**Measured:**" in told(scenario(service={"measured": True}))
    assert "ASSUMPTION" in told(scenario())


def test_a_model_stands_beside_what_was_measured_of_the_engine(scenario):
    written = told(scenario(service={"streams": STREAMS}))
    assert "| 2 | 12 | 65 | 500 ms | 200 ms |\n| 2 | 13 | 65 |  |  |" in written


def test_each_policy_of_autoscaling_is_stated_once(scenario):
    ours = {"audio": {"speed": 9}}
    variants = {"theirs": {}, "again": {"seed": 2}, "ours": {"autoscaling": ours}, "none": {"autoscaling": None}}
    lines = told(scenario(autoscaling=OPTIONS, variants=variants)).splitlines()
    assert [line for line in lines if "autoscaling, per region" in line] == [
        "- Ray Serve's autoscaling, per region: max_replicas 2; a new replica serves after 5 s.",
        "- Declaim's autoscaling, per region: max_replicas 2, speed 9; a new replica serves after 5 s.",
    ]
