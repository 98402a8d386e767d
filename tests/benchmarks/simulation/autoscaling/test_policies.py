import pytest
from ray.serve.config import AutoscalingConfig

from benchmarks.simulation.autoscaling.policies import Audio, Queue, QueueLength, RayServe, RayServeEngine
from benchmarks.simulation.autoscaling.view import View

CONFIG = {"min_replicas": 1, "max_replicas": 8, "target_ongoing_requests": 2, "upscale_delay_s": 30}
QUIET = {
    "pending_audio_s": 0.0,
    "pending_batch_audio_s": 0.0,
    "accepted_audio_s": 0.0,
    "stood_in_audio_s": 0.0,
    "speed": 10.0,
}


def view(ongoing=0.0, running=2, wanted=2, **report):
    return {"first": View(running, wanted, ongoing, {**QUIET, **report})}


@pytest.fixture
def decide():
    """What Ray Serve decides by so many ongoing segments at each time."""

    def make(*seen, wanted=2, **changes):
        engine = RayServeEngine(AutoscalingConfig(**{**CONFIG, **changes}))
        decided = []
        for ongoing, now_s in seen:
            for _ in range(15):  # all of the look-back
                engine.record(0, ongoing)  # at a time when it tells
            decided.append(engine.decide(now_s, wanted, wanted))
        return decided

    return make


def test_decisions_are_ray_serves_own(decide):
    """10 ongoing at a target of 2 want 5 replicas, but not before 30 s of wanting; then 1, but not before 600 s."""
    assert decide((10, 0), (10, 29), (10, 30)) == [2, 2, 5]
    assert decide((2, 100), (2, 699), (2, 700), wanted=5) == [5, 5, 1]


def test_wanting_less_for_a_moment_begins_the_delay_anew(decide):
    assert decide((10, 0), (4, 20), (10, 25), (10, 54), (10, 55)) == [*[2] * 4, 5]


def test_factors_and_bounds_hold(decide):
    assert decide((12, 0), upscaling_factor=0.5, upscale_delay_s=0) == [4]  # halfway from 2 to 6
    assert decide((1000, 1), upscale_delay_s=0) == [8]


def test_ray_serve_is_told_means_and_only_every_ten_seconds():
    policy = RayServe({"first": AutoscalingConfig(**{**CONFIG, "upscale_delay_s": 0})})
    assert policy.decide(0, view()) == {"first": 2}  # nothing was told
    for now_s in (4, 6, 8):
        policy.record(now_s, view(ongoing=20))
    assert policy.decide(9, view()) == {"first": 2}
    policy.record(10, view(ongoing=0))
    assert policy.decide(11, view()) == {"first": 8}  # 15 in the mean


def test_a_queues_length_is_looked_at_now_and_then_and_less_is_believed_late():
    policy = QueueLength({"first": Queue(target=2, replicas=(1, 8))})
    seen = [(10, 0), (16, 29), (16, 30), (4, 60), (4, 329), (4, 361), (0, 700), (99, 731)]
    assert [policy.decide(now_s, view(ongoing=n))["first"] for n, now_s in seen] == [5, 5, 8, 8, 8, 2, 1, 8]


def test_ours_is_the_servers_own_class_behind_rays_bounds():
    config = {"first": AutoscalingConfig(min_replicas=2, max_replicas=8, upscale_delay_s=0, downscale_delay_s=0)}
    policy = Audio({"first": {"speed": 10.0, "late_cost": 1}}, config)
    for now_s in range(0, 12, 2):
        policy.record(now_s, view(accepted_audio_s=25.0 * now_s))
    assert policy.decide(12, view()) == {"first": 5}
    assert policy.decide(14, view()) == {}  # nothing new was told
    policy.record(20, view(accepted_audio_s=1e6))
    assert policy.decide(20, view()) == {"first": 8}
