"""What a contest came to, as a person reads it."""

from collections.abc import Mapping, Sequence
from math import inf
from statistics import fmean

from benchmarks.simulation.autoscaling.flow import Outcome
from benchmarks.simulation.markdown import markdown

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


def table(outcomes: Mapping[str, Sequence[Outcome]], theirs: str) -> str:
    """In Markdown, means over the seeds and the furthest of them; "in times" of the policy named `theirs`."""
    return markdown(COLUMNS, [row(name, outcomes[theirs], each) for name, each in outcomes.items()])


def row(name: str, theirs: Sequence[Outcome], each: Sequence[Outcome]) -> list[str]:
    late, hours = ratios(theirs, each)
    return [
        name,
        spread([one.late_share for one in each], "{:.3%}"),
        f"{fmean(one.late for one in each):,.0f}",
        f"{sum(one.refused for one in each) / max(1e-9, sum(one.late for one in each)):.0%}",
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
    """Of what is late and of GPU hours, to theirs; infinite where some are late and none was."""
    late, their_late = (sum(one.late for one in outcomes) for outcomes in (each, theirs))
    hours, their_hours = (sum(one.gpu_hours for one in outcomes) for outcomes in (each, theirs))
    return (late / their_late if their_late else inf if late else 1.0), hours / their_hours
