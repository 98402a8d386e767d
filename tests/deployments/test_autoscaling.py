"""The policy, with contexts made by hand; and once under a real Ray Serve."""

import json
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import psutil
import pytest
import yaml
from ray.serve._private.common import DeploymentID, ReplicaID
from ray.serve._private.metrics_utils import TimeStampedValue
from ray.serve.autoscaling_policy import _apply_app_level_autoscaling_config
from ray.serve.config import AutoscalingConfig, AutoscalingContext

from benchmarks.serving import Server, called
from deployments.autoscaling import STATE, AudioDemand

CONFIG = Path(__file__).parent / "config.yaml"
MONDAY = 1_750_000_000.0
CALM = {"pending_audio_s": 0.0, "pending_batch_audio_s": 0.0, "stood_in_audio_s": 0.0, "speed": 100.0}


def context(name: str, rate: float, at_s: float = MONDAY, **changes: object) -> AutoscalingContext:
    """One that two replicas tell of, who were each asked for half of `rate` audio seconds per second."""
    ids = DeploymentID(name, "declaim")
    replicas = [ReplicaID(str(n), ids) for n in range(2)]
    told = {**CALM, **{key: changes.pop(key) for key in CALM.keys() & changes}}
    grown = {"accepted_audio_s": rate / 2, "stood_in_audio_s": told.pop("stood_in_audio_s") / 2}
    series = {key: [TimeStampedValue(at_s, value)] for key, value in told.items()}
    for key, per_s in grown.items():
        series[key] = [TimeStampedValue(at_s - ago, per_s * (1000 - ago)) for ago in (30, 6, 0)]
    metrics = {key: {replica: values for replica in replicas} for key, values in series.items()}  # noqa: C420
    given: dict[str, object] = {
        "deployment_id": ids,
        "deployment_name": name,
        "app_name": "declaim",
        "current_num_replicas": 2,
        "target_num_replicas": 2,
        "running_replicas": replicas,
        "total_num_requests": 0.0,
        "total_queued_requests": 0.0,
        "aggregated_metrics": {},
        "raw_metrics": metrics,
        "capacity_adjusted_min_replicas": 1,
        "capacity_adjusted_max_replicas": 100,
        "policy_state": {},
        "last_scale_up_time": None,
        "last_scale_down_time": None,
        "current_time": at_s,
        "config": AutoscalingConfig(min_replicas=0, max_replicas=100, upscale_delay_s=0, downscale_delay_s=0),
    }
    return AutoscalingContext(**{**given, **changes})


def decided(policy: AudioDemand, *contexts: AutoscalingContext) -> dict[str, float]:
    decisions, _ = policy({each.deployment_id: each for each in contexts})
    return {deployment.name: number for deployment, number in decisions.items()}


GPU = {"speed": 100, "late_cost": 1}  # at 1 nothing is provided above the forecast
TWO = {"gpu": {**GPU, "stand_in": "cpu"}, "cpu": {"speed": 50, "late_cost": 1}}


def test_as_many_as_the_audio_asked_for_needs_at_half_of_their_speed():
    assert decided(AudioDemand({"gpu": GPU}), context("gpu", 240)) == {"gpu": 5}


def test_what_waits_is_made_in_time():
    waiting = context("gpu", 240, pending_audio_s=1500.0)  # by each of two, to be made in 5 s
    assert decided(AudioDemand({"gpu": GPU}), waiting) == {"gpu": 9}


def test_what_a_stand_in_made_for_it_is_its_demand():
    contexts = context("gpu", 90), context("cpu", 150, stood_in_audio_s=150.0)
    assert decided(AudioDemand(TWO), *contexts) == {"gpu": 5, "cpu": 2}


def test_while_replicas_start_the_stand_in_has_more():
    contexts = context("gpu", 500), context("cpu", 20)
    assert decided(AudioDemand(TWO), *contexts) == {"gpu": 10, "cpu": 13}  # 20 of its own and 300 that two GPUs lack
    there = context("gpu", 500, current_num_replicas=10, target_num_replicas=10), context("cpu", 20)
    assert decided(AudioDemand(TWO), *there) == {"gpu": 10, "cpu": 1}


def test_a_node_that_drains_changes_nothing():
    """Its replacement is there already, and counts as running; wanted are as many as before."""
    draining = context("gpu", 90, current_num_replicas=3)
    assert decided(AudioDemand({"gpu": GPU}), draining) == {"gpu": 2}


def test_of_others_ray_serve_decides():
    other = context("Encoder", 0, total_num_requests=8.0)
    assert decided(AudioDemand({"gpu": GPU}), context("gpu", 90), other) == {"gpu": 2, "Encoder": 4}


def test_its_state_is_json_and_carries_on():
    policy = AudioDemand({"gpu": GPU})
    first = context("gpu", 240)
    _, states = policy({first.deployment_id: first})
    known = json.loads(json.dumps(states[first.deployment_id]))
    later = context("gpu", 0, MONDAY + 11, target_num_replicas=5, policy_state=known)
    assert decided(AudioDemand({"gpu": GPU}), later)["gpu"] == 5  # held
    assert known[STATE]["forecast"]["level"] == 240


class Kept(dict[str, dict[str, object]]):
    """A memory that a test can look at."""

    def recall(self, name):
        return self.get(name, {})

    def keep(self, name, state, now_s):
        self[name] = state


def test_what_ray_forgot_is_recalled():
    memory = Kept()
    decided(AudioDemand({"gpu": GPU}, memory), context("gpu", 240))
    again = context("gpu", 0, MONDAY + 20, target_num_replicas=5)  # a new controller: Ray has no state
    assert decided(AudioDemand({"gpu": GPU}, memory), again)["gpu"] == 5
    assert decided(AudioDemand({"gpu": GPU}), again)["gpu"] == 4
    assert list(memory) == ["declaim/gpu"]


def test_before_anybody_tells_the_number_stays():
    assert decided(AudioDemand({"gpu": {}}), context("gpu", 0, raw_metrics={}))["gpu"] == 2


@pytest.mark.parametrize(("rate", "waiting", "wanted"), [(0, 0.0, 0), (0, 3.0, 1), (90, 0.0, 2)])
def test_from_zero(rate, waiting, wanted):
    """Ray Serve starts one where a request waits; it starts more, or one ahead of the forecast, where it is told."""
    policy = _apply_app_level_autoscaling_config(AudioDemand({"gpu": GPU}))
    none = {"current_num_replicas": 0, "target_num_replicas": 0, "capacity_adjusted_min_replicas": 0}
    idle = context("gpu", rate, total_num_requests=waiting, **none)
    decisions, _ = policy({idle.deployment_id: idle})
    assert list(decisions.values()) == [wanted]


SCALED = {"min_replicas": 1, "max_replicas": 3, "upscale_delay_s": 0, "downscale_delay_s": 0, "metrics_interval_s": 0.5}
QUICK = {"speed": 100_000, "start_s": 1, "hold_s": 1, "step_down": 1, "drain_s": 0.0002}
"""So that only what waits counts: what was asked for all at once would be remembered for a minute."""


@pytest.mark.cluster
@pytest.mark.timeout(180)
def test_load_brings_replicas_and_quiet_takes_them_away(tmp_path):
    config = yaml.safe_load(CONFIG.read_text())
    (application,) = config["applications"]
    application["autoscaling_policy"] = {
        "policy_function": "deployments.autoscaling:AudioDemand",
        "policy_kwargs": {"deployments": {"Synthesizer-fake": QUICK}},
    }
    application["args"]["engines"]["fake"] = {"speed": 5, "slots": 2}
    scaled = next(each for each in application["deployments"] if each["name"] == "Synthesizer-fake")
    scaled["autoscaling_config"] = {**SCALED, "look_back_period_s": 2}
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(config))
    server = Server(tmp_path, path)
    try:
        server.wait_until_ready()
        assert replicas(server) == 1
        codes, asking = under_load(server, callers=16)
        until(lambda: replicas(server) == 3)
        for each in asking:
            each.join()
        until(lambda: replicas(server) < 3)  # and a minute lies between two steps down
        assert set(codes) == {200}
    finally:
        server.stop()


def under_load(server: Server, callers: int) -> tuple[list[int], list[Thread]]:
    """Each asks for 8 s of audio, which takes a slot 1.6 s."""
    codes: list[int] = []

    def ask(n: int) -> None:
        for turn in range(2):
            said = {"input": f"caller {n} {turn} " + "many words here " * 7, "voice": "fake", "response_format": "pcm"}
            codes.append(httpx.post(f"{server.url}/v1/audio/speech", json=said, timeout=60).status_code)

    threads = [Thread(target=ask, args=(n,)) for n in range(callers)]
    for each in threads:
        each.start()
    return codes, threads


def replicas(server: Server) -> int:
    count = 0
    for process in server.processes():
        with suppress(psutil.Error):  # it has just ended
            count += called(process) == "Synthesizer-fake"
    return count


def until(holds, timeout_s: float = 40) -> None:
    give_up = monotonic() + timeout_s
    while not holds():
        assert monotonic() < give_up
        sleep(0.2)
