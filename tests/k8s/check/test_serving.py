"""What Serve and Declaim say of serveConfigV2."""

import pytest
import yaml

from benchmarks.serving import ROOT

CONFIG = "base/serve_config.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            CONFIG,
            "name: Synthesizer-piper",
            "name: Synthesizer-pipr",
            "deployment 'Synthesizer-pipr' is unknown; known: ",
        ),
        (
            CONFIG,
            "max_replicas_per_node",
            "max_replicas_per_nodes",
            "'applications[0].deployments[0].max_replicas_per_nodes' is unkno",
        ),
        (CONFIG, "num_replicas: 2", "num_replicas: two", "num_replicas"),
        (
            CONFIG,
            "        piper:\n",
            "        piper: {thread: 2}\n",
            "engine 'piper' has no option 'thread'; known: rows",
        ),
        (CONFIG, "default_voice: declaim", "default_voice: nobody", "nobody"),
        (CONFIG, "speed: 60, start_s", "speed: 60, begin_s", "Synthesizer-piper.begin_s"),
        (CONFIG, "autoscaling:AudioDemand", "autoscaling:AudioDemands", "AudioDemands"),
        (CONFIG, "upscale_delay_s: 0", "upscale_delay_s: 30", "upscale_delay_s of 'Synthesizer-piper' must be 0"),
        (CONFIG, "max_ongoing_requests: 1024", "max_ongoing_requests: 10", "must be at least"),
        ("base/rayservice.yaml", "name: DECLAIM_REDIS_URL", "name: REDIS_URL", "set DECLAIM_REDIS_URL"),
        ("base/rayservice.yaml", "name: DECLAIM_API_KEYS", "name: KEYS", "DECLAIM_API_KEYS is empty"),
        ("base/addresses.env", "DECLAIM_S3_BUCKET=declaim", "", "DECLAIM_S3_BUCKET too"),
    ],
)
def test_a_mistake_in_it_or_in_its_environment_is_named(complaints, file, old, new, said):
    said_of_it = complaints(file, old, new)
    assert "RayService/declaim spec.serveConfigV2: " in said_of_it
    assert said in said_of_it


def test_an_option_of_an_engine_for_gpus_is_looked_at_too(complaints):
    said = complaints("components/gpu/serve_config.yaml", "slots: 64", "slot: 64", overlay="multi-region")
    assert "engine 'xtts' has no option 'slot'" in said


def test_a_misspelt_variable_is_named(complaints):
    said = complaints("base/addresses.env", "DECLAIM_S3_BUCKET", "DECLAIM_S3_BUCKT")
    assert "RayService/declaim env: DECLAIM_S3_BUCKT: Extra inputs are not permitted" in said


def test_this_machines_own_environment_plays_no_part(complaints, monkeypatch):
    monkeypatch.setenv("DECLAIM_API_KEYS", "one")
    assert "DECLAIM_API_KEYS is empty" in complaints("base/rayservice.yaml", "DECLAIM_API_KEYS", "KEYS")


def application(file: str) -> dict:
    (only,) = yaml.safe_load((ROOT / file).read_text())["applications"]
    return only


def test_behaviour_is_that_of_one_machine_but_for_engines():
    here, base, gpu = (
        application(f"{folder}serve_config.yaml")["args"] for folder in ("", "k8s/base/", "k8s/components/gpu/")
    )
    assert base == here
    assert {**gpu, "engines": None} == {**base, "engines": None}
    assert gpu["engines"].items() > base["engines"].items()


def test_with_gpus_the_rest_is_placed_as_without():
    base, gpu = (application(f"k8s/{folder}/serve_config.yaml")["deployments"] for folder in ("base", "components/gpu"))
    assert [it for it in gpu if it["name"] not in {"Synthesizer-vits", "Synthesizer-xtts"}] == base
