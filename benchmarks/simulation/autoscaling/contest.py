"""The contest: every policy on every trace, for some seeds, and what it comes to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from statistics import fmean

from ray.serve.config import AutoscalingConfig

from benchmarks.simulation.autoscaling.curve import Curve, measured
from benchmarks.simulation.autoscaling.flow import Flow, Outcome, Replicas
from benchmarks.simulation.autoscaling.policies import Audio, Queue, QueueLength, RayServe
from benchmarks.simulation.autoscaling.trace import Trace
from benchmarks.simulation.autoscaling.view import Policy
from benchmarks.simulation.page import markdown
from benchmarks.simulation.scenario import SHIPPED, read_service

CHARACTERS = (25, 100)
"""Of a segment."""
START_S = {"first": 60.0, "stand-in": 8.0}
"""Until a replica serves: a model on a GPU that is there, and a process on a node that is."""
STAND_INS = (2, 40)
"""Fewest and most replicas of the stand-in."""
PATIENCE_S = 0.15
"""`routing.first_audio_s` of all: a stand-in can only keep to the SLO if it is asked before that is over."""
TARGETS = (6, 8, 10)
"""Of ongoing segments per GPU. A GPU at half of its speed has 7."""
STAND_IN_TARGET = 2.5
"""The same for the stand-in."""
OPTIONS: dict[str, dict[str, object]] = {"first": {"stand_in": "stand-in"}, "stand-in": {}}
"""Of Declaim's policy, besides times and speeds; the others are its defaults."""

OURS, THEIRS = "Declaim", f"Ray Serve, target {TARGETS[1]}"
"""Of Ray Serve's, the one whose GPUs are as busy as ours are in the mean."""
MOST_LATE, MOST_HOURS = 0.5, 1.1
"""What ours may come to, in theirs."""

Make = Callable[[Trace], Policy]


def configs(trace: Trace, first: float, stand_in: float, **options: float) -> dict[str, AutoscalingConfig]:
    bounds = {"first": (*trace.replicas, first), "stand-in": (*STAND_INS, stand_in)}
    return {
        name: AutoscalingConfig(min_replicas=least, max_replicas=most, target_ongoing_requests=target, **options)
        for name, (least, most, target) in bounds.items()
    }


def policies() -> dict[str, Make]:
    """By name."""

    def ray_serve(target: int, **options: float) -> Make:
        return lambda trace: RayServe(configs(trace, target, STAND_IN_TARGET, **options))

    def queue_length(target: int) -> Make:
        return lambda trace: QueueLength(
            {"first": Queue(target, trace.replicas), "stand-in": Queue(STAND_IN_TARGET, STAND_INS)}
        )

    def audio(trace: Trace) -> Policy:
        speeds = dict(zip(OPTIONS, curves(), strict=True))
        options = {
            name: {"speed": speeds[name].most, "start_s": START_S[name], **given} for name, given in OPTIONS.items()
        }
        return Audio(options, configs(trace, 1, 1, upscale_delay_s=0, downscale_delay_s=0))

    return {
        **{f"Ray Serve, target {target}": ray_serve(target) for target in TARGETS},
        f"{THEIRS}, up at once": ray_serve(TARGETS[1], upscale_delay_s=0, look_back_period_s=15),
        **{f"queue length, target {target}": queue_length(target) for target in TARGETS[:2]},
        OURS: audio,
    }


@cache
def curves() -> tuple[Curve, Curve]:
    """Of the engine and its stand-in."""
    first = measured(read_service(SHIPPED / "assumed_gpu.json"), CHARACTERS, 20, (0, 1, 2, 4, 8, 16))
    return first, measured(read_service(SHIPPED / "assumed_cpu.json"), CHARACTERS, 4)


def run(trace: Trace, make: Make, seed: int) -> Outcome:
    first, stand_in = curves()
    begin = max(trace.replicas[0], round(trace.rate(trace.learn_s) / first.most / 0.5))
    engines = Replicas(first, START_S["first"], begin), Replicas(stand_in, START_S["stand-in"], STAND_INS[0])
    return Flow(trace, engines, make(trace), PATIENCE_S).run(seed)


def contest(trace: Trace, seeds: Sequence[int]) -> Iterator[tuple[str, list[Outcome]]]:
    """Every policy's outcomes, by seed."""
    for name, make in policies().items():
        yield name, [run(trace, make, seed) for seed in seeds]


def table(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """In Markdown, means over the seeds and the furthest of them."""
    return markdown(COLUMNS, [row(name, outcomes[THEIRS], each) for name, each in outcomes.items()])


COLUMNS = (
    "",
    "late, of all",
    "late",
    "of that refused",
    "by the stand-in",
    "GPU hours",
    "stand-in hours",
    "late, in times",
    "GPU hours, in times",
)


def row(name: str, theirs: Sequence[Outcome], each: Sequence[Outcome]) -> list[str]:
    late, hours = ratios(theirs, each)
    return [
        name,
        spread([one.late_share for one in each], "{:.3%}"),
        f"{fmean(one.late for one in each):,.0f}",
        f"{sum(one.refused for one in each) / sum(one.late for one in each):.0%}",
        f"{fmean(one.stood_in / one.requests for one in each):.2%}",
        spread([one.gpu_hours for one in each], "{:,.0f}"),
        spread([one.stand_in_hours for one in each], "{:,.0f}"),
        f"{late:.2f}",
        f"{hours:.2f}",
    ]


def spread(values: Sequence[float], form: str) -> str:
    least, most, mean = (form.format(value) for value in (min(values), max(values), fmean(values)))
    return mean if least == most else f"{mean} ({least} to {most})"


def ratios(theirs: Sequence[Outcome], each: Sequence[Outcome]) -> tuple[float, float]:
    """Of what is late and of GPU hours, to theirs."""
    return (
        sum(one.late for one in each) / sum(one.late for one in theirs),
        sum(one.gpu_hours for one in each) / sum(one.gpu_hours for one in theirs),
    )


def holds(outcomes: Mapping[str, Sequence[Outcome]]) -> bool:
    """Whether half as many are late, for a tenth more at most."""
    late, hours = ratios(outcomes[THEIRS], outcomes[OURS])
    return late <= MOST_LATE and hours <= MOST_HOURS
