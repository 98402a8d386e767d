"""The contest: every policy on every trace, for some seeds, and what it comes to."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ray.serve.config import AutoscalingConfig

from benchmarks.simulation.autoscaling.contest_table import ratios
from benchmarks.simulation.autoscaling.flow import Flow, Outcome, Replicas
from benchmarks.simulation.autoscaling.policies import Audio, Queue, QueueLength, RayServe
from benchmarks.simulation.autoscaling.terms import Terms, curves, ray_serve
from benchmarks.simulation.autoscaling.trace import Trace
from benchmarks.simulation.autoscaling.view import Policy

STAND_INS = (2, 40)
"""Fewest and most replicas of the stand-in."""
PATIENCE_S = 0.15
"""`routing.first_audio_s` of all: a stand-in can only keep to the SLO if it is asked before that is over."""
STAND_IN_TARGET = 2.5
"""Of ongoing segments per stand-in."""
OPTIONS: dict[str, dict[str, object]] = {"first": {"stand_in": "stand-in"}, "stand-in": {}}
"""Of Declaim's policy, besides times and speeds; the others are its defaults."""

OURS = "Declaim"
MOST_LATE, MOST_HOURS = 0.5, 1.1
"""What ours may come to, in theirs."""

Make = Callable[[Trace], Policy]


def configs(trace: Trace, first: float, stand_in: float, **options: float) -> dict[str, AutoscalingConfig]:
    bounds = {"first": (*trace.replicas, first), "stand-in": (*STAND_INS, stand_in)}
    return {
        name: AutoscalingConfig(min_replicas=least, max_replicas=most, target_ongoing_requests=target, **options)
        for name, (least, most, target) in bounds.items()
    }


def policies(terms: Terms) -> dict[str, Make]:
    """By name."""

    def theirs(target: float, **options: float) -> Make:
        return lambda trace: RayServe(configs(trace, target, STAND_IN_TARGET, **options))

    def queue_length(target: float) -> Make:
        return lambda trace: QueueLength(
            {"first": Queue(target, trace.replicas), "stand-in": Queue(STAND_IN_TARGET, STAND_INS)}
        )

    def audio(trace: Trace) -> Policy:
        speeds = dict(zip(OPTIONS, curves(terms), strict=True))
        options = {
            name: {"speed": speeds[name].most, "start_s": terms.starts_s[name], **given}
            for name, given in OPTIONS.items()
        }
        return Audio(options, configs(trace, 1, 1, upscale_delay_s=0, downscale_delay_s=0))

    return {
        **{ray_serve(target): theirs(target) for target in terms.targets},
        f"{terms.theirs}, up at once": theirs(terms.against, upscale_delay_s=0, look_back_period_s=15),
        **{f"queue length, target {target:g}": queue_length(target) for target in terms.targets},
        OURS: audio,
    }


def run(trace: Trace, make: Make, terms: Terms, seed: int) -> Outcome:
    first, stand_in = curves(terms)
    begin = max(trace.replicas[0], round(trace.rate(trace.learn_s) / first.most / 0.5))
    starts_s = terms.starts_s
    engines = Replicas(first, starts_s["first"], begin), Replicas(stand_in, starts_s["stand-in"], STAND_INS[0])
    return Flow(trace, engines, make(trace), PATIENCE_S).run(seed)


def contest(trace: Trace, terms: Terms, seeds: Sequence[int]) -> Iterator[tuple[str, list[Outcome]]]:
    """Every policy's outcomes, by seed."""
    for name, make in policies(terms).items():
        yield name, [run(trace, make, terms, seed) for seed in seeds]


def holds(outcomes: Mapping[str, Sequence[Outcome]], theirs: str) -> bool:
    """Whether half as many are late, for a tenth more at most."""
    late, hours = ratios(outcomes[theirs], outcomes[OURS])
    return late <= MOST_LATE and hours <= MOST_HOURS
