"""Plan: how many replicas one engine needs, by what its replicas tell; up at once, down calmly."""

from collections.abc import Mapping
from math import ceil
from statistics import NormalDist
from typing import Any

from deployments.scaling.forecast import Forecast
from deployments.scaling.options import Scaling
from deployments.scaling.told import Told

OBSERVED_S = 10.0
"""Between two looks at what is asked for."""
LEARNED = 0.05
"""Share of a new speed in what is known of it."""
SURGE, MOST_SURGE = 1.5, 4.0
"""What is asked for now, in times of the last minute's: from the first on it is taken to grow as much again, up to the
second; less is noise."""
PILED_UP_S = 5.0
"""Of work that waits for every replica: none makes small batches then."""
NOTHING = 0.02
"""Of a replica: so little is nothing."""
STEP_S = 60.0
"""Between two steps down."""
STRETCHES = 20
"""That what was needed is remembered in."""


class Plan:
    def __init__(self, options: Scaling, state: Mapping[str, Any]) -> None:
        """Goes on from what `state` was."""
        self._options = options
        self._forecast = Forecast(state.get("forecast"))
        self._observed_s: float | None = state.get("observed_s")
        self.speed: float | None = state.get("speed") or options.speed
        """Audio seconds per second of one replica that has all the work it can take. None: not known yet."""
        self._needs: list[tuple[float, int]] = state.get("needs") or []
        """When each of the last stretches began, and the most that was needed in it."""
        self._lowered_s: float = state.get("lowered_s", 0.0)

    @property
    def state(self) -> dict[str, Any]:
        """Fit for JSON."""
        return {
            "forecast": self._forecast.state,
            "observed_s": self._observed_s,
            "speed": self.speed,
            "needs": self._needs,
            "lowered_s": self._lowered_s,
        }

    def observe(self, now_s: float, told: Told) -> None:
        """Learn from what the replicas told."""
        if self._observed_s is not None and 0 <= now_s - self._observed_s < OBSERVED_S:
            return
        self._observed_s = now_s
        self._learn_speed(told)
        self._forecast.observe(now_s, told.rate, self._options.start_s)

    def replicas(self, now_s: float, told: Told, short: float, wanted: int, least: int) -> int:
        """Where `wanted` are now; `short`: audio seconds per second that another engine lacks, and this one makes."""
        return self._calmly(now_s, max(least, self._need(now_s, told, short, wanted)), wanted)

    def short(self, told: Told, running: int) -> float:
        """Audio seconds per second that so many replicas are behind what is asked of them."""
        return max(0.0, self._rush(told) - running * self.speed) if self.speed else 0.0

    def _need(self, now_s: float, told: Told, short: float, wanted: int) -> int:
        asked = bool(told.rate_now or told.pending_s or told.pending_batch_s or short)
        if self.speed is None:
            return max(wanted, int(asked))
        expected = max(self._provided(now_s), self._surging(told.rate_now))
        at_ease = (expected + short) / self.speed / self._options.utilisation
        return max(int(asked), ceil(max(at_ease, self._rush(told) / self.speed) - NOTHING))

    def _provided(self, now_s: float) -> float:
        """What is expected, and as much above it as it is worth to be seldom wrong (the newsvendor's rule)."""
        seldom = self._options.late_cost / (1 + self._options.late_cost)
        above = max(0.0, NormalDist().inv_cdf(seldom)) * self._forecast.error
        return self._forecast.most(now_s, self._options.start_s) * (1 + above)

    def _surging(self, rate_now: float) -> float:
        """What a surge comes to if it goes on as it began; 0 while there is none."""
        level = self._forecast.level
        times = rate_now / level if level else 1.0
        return rate_now * min(times, MOST_SURGE) if times > SURGE else 0.0

    def _rush(self, told: Told) -> float:
        """What is asked for, and what waits in the time that it is to be made in."""
        batches = told.pending_batch_s / self._options.batch_drain_s
        return told.rate_now + told.pending_s / self._options.drain_s + batches

    def _learn_speed(self, told: Told) -> None:
        """A replica with little to do makes small batches, and fewer audio seconds per second than it could: what is
        less than is known only counts when work has piled up."""
        if told.speed is None:
            return
        if self.speed is None:
            self.speed = told.speed
        piled_up = told.pending_s > PILED_UP_S * told.speed * told.replicas
        if told.speed > self.speed or piled_up:
            self.speed += LEARNED * (told.speed - self.speed)

    def _calmly(self, now_s: float, need: int, wanted: int) -> int:
        self._needs = noted(self._needs, now_s, need, self._options.hold_s)
        floor = max(most for _, most in self._needs)
        if floor >= wanted:
            return max(need, wanted)
        if now_s - self._lowered_s < STEP_S:
            return wanted
        self._lowered_s = now_s
        return max(floor, wanted - max(1, int(wanted * self._options.step_down)))


def noted(needs: list[tuple[float, int]], now_s: float, need: int, hold_s: float) -> list[tuple[float, int]]:
    """With what is needed now, without what was longer ago than is held."""
    stretch_s = hold_s / STRETCHES
    kept = [each for each in needs if now_s - each[0] <= hold_s + stretch_s]
    if kept and now_s - kept[-1][0] < stretch_s:
        begun_s, most = kept[-1]
        return [*kept[:-1], (begun_s, max(most, need))]
    return [*kept, (now_s, need)]
