"""A run over time: stretch by stretch, and when all was well again."""

from collections import defaultdict
from dataclasses import dataclass

from benchmarks.simulation.answer import Answer
from benchmarks.simulation.figures import Figures, figures
from benchmarks.simulation.run import Ran


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many seconds of a run."""

    begins_s: float
    figures: Figures
    """Of what was asked for in it."""
    replicas: float
    starting: float
    ongoing: float
    """Segments; all three in the mean, of what was simulated."""


def stretches(ran: Ran) -> list[Stretch]:
    every_s = ran.scenario.every_s
    asked = defaultdict[int, list[Answer]](list)
    for answer in ran.answers:
        asked[int(answer.asked.at_s // every_s)].append(answer)
    return [stretch(ran, number, asked[number]) for number in range(round(ran.scenario.duration_s / every_s))]


def stretch(ran: Ran, number: int, answers: list[Answer]) -> Stretch:
    every_s = ran.scenario.every_s
    looks = [look for look in ran.looks if number * every_s <= look.at_s < (number + 1) * every_s]
    return Stretch(
        number * every_s,
        figures(answers, every_s),
        sum(look.replicas for look in looks) / len(looks),
        sum(look.starting for look in looks) / len(looks),
        sum(look.ongoing for look in looks) / len(looks),
    )


def normal_again_s(ran: Ran, since_s: float) -> float | None:
    """Seconds after which the aim held, and did to the end; None: it did not."""
    aim, later = ran.scenario.aim, [each for each in stretches(ran) if each.begins_s >= since_s]
    good = [
        each.figures.unserved <= aim.refused and each.figures.made_p95_ms <= aim.p95_ttfa_ms
        for each in later[:-1]  # of the last, what is asked late is still open
    ]
    if not good or not good[-1]:
        return None
    bad = [number for number, well in enumerate(good) if not well]
    return later[bad[-1] + 1].begins_s - since_s if bad else 0.0
