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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: fleet\n", "id: fleet\nvolume: 1\n", "voices/fleet.yaml: 1 validation error"),
        ("fallback: [declaim, espeak]", "fallback: [nobody]", "a voice's fallback name nobody: no such voice"),
        ("id: fleet\n", "id: declaim\n", "There are several voices called declaim"),
    ],
)
def test_a_mistake_in_a_voice_of_the_manifests_is_named(complaints, old, new, said):
    assert said in complaints("components/triton/fleet.yaml", old, new, overlay="triton")


def test_a_voice_of_the_manifests_may_be_named(complaints):
    file = "components/triton/serve_config.yaml"
    complaints(file, "default_voice: declaim", "default_voice: fleet", overlay="triton", rc=0)


def application(file: str) -> dict:
    (only,) = yaml.safe_load((ROOT / file).read_text())["applications"]
    return only


@pytest.mark.parametrize("component", ["gpu", "triton"])
def test_behaviour_is_that_of_one_machine_but_for_engines(component):
    here, base, more = (
        application(f"{folder}serve_config.yaml")["args"]
        for folder in ("", "k8s/base/", f"k8s/components/{component}/")
    )
    assert {**base, "encoder_apart": False} == here
    assert {**more, "engines": None} == {**base, "engines": None}
    assert more["engines"].items() > base["engines"].items()


@pytest.mark.parametrize(
    ("component", "engines"), [("gpu", {"Synthesizer-vits", "Synthesizer-xtts"}), ("triton", {"Synthesizer-triton"})]
)
def test_what_is_there_without_is_placed_as_without(component, engines):
    base, more = (
        application(f"k8s/{folder}/serve_config.yaml")["deployments"] for folder in ("base", f"components/{component}")
    )
    assert [it for it in more if it["name"] not in engines] == base
