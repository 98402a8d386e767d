"""A curve: what a replica does at each load, as trials have it, for the model of days that knows loads only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.simulation.autoscaling.trial import Point, Trial
from benchmarks.simulation.service_times import ServiceTimes

SLO_S = 0.3
"""Within which there is to be something to hear."""
LOADS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Shares of the most that a replica makes; beyond the last, work piles up, which is another matter."""
FINE = 100
"""Steps of a load that are told apart."""
WAITS = 12
"""Steps of a wait of up to SLO_S that are told apart."""

Table = list[list[float]]
"""By batch rows (in the order of `Curve.batch_rows`), then by load."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Loads are whole numbers of 0 to FINE here, waits of 0 to WAITS, for a day has many steps."""

    most: float
    """Audio seconds per second of one replica that has all it can take."""
    segment_s: float
    """Audio of one segment, in the mean."""
    batch_rows: tuple[int, ...]
    """Segments of batches that a replica has at any time besides."""
    late: list[Table]
    """By wait: share of listeners who hear nothing within SLO_S when they have waited so long for their turn."""
    ongoing: Table
    speed: Table
    batch_made: Table

    def rows(self, batch_rows: float) -> int:
        """Place of the trial with at least so many."""
        return next((n for n, rows in enumerate(self.batch_rows) if rows >= batch_rows), len(self.batch_rows) - 1)


def measured(
    service: ServiceTimes, characters: tuple[int, int], seconds: float, batch_rows: tuple[int, ...] = (0,)
) -> Curve:
    full = Trial(service, characters, 2 * seconds).at(0.0, 4 * service.engine.rows)
    segment_s = mean_audio_s(service, characters)
    most = full.batch_made
    points = [
        [Trial(service, characters, seconds).at(load * most / segment_s, rows) for load in LOADS] for rows in batch_rows
    ]

    def table(value: Callable[[Point], float]) -> Table:
        fine = np.linspace(0, 1, FINE + 1)
        return [[float(x) for x in np.interp(fine, LOADS, [value(point) for point in row])] for row in points]

    def late(wait: int) -> Table:
        return table(lambda point: point.late(SLO_S * (1 - wait / WAITS)))

    return Curve(
        most=most,
        segment_s=segment_s,
        batch_rows=batch_rows,
        late=[late(wait) for wait in range(WAITS + 1)],
        ongoing=table(lambda point: point.ongoing),
        speed=table(lambda point: point.speed),
        batch_made=table(lambda point: point.batch_made),
    )


def mean_audio_s(service: ServiceTimes, characters: tuple[int, int]) -> float:
    return service.audio.fixed_s + service.audio.character_s * sum(characters) / 2
