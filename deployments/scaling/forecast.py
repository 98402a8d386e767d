"""Forecast: how much will be asked for soon, by the time of the week and by what is asked for now.

Demand has a season: each five minutes of the week are remembered as what was asked for in them, lately above all, and
until a week has passed, those of the day. What is to come is the season's, as many times as today is more or less than
it usually is at this time; or what a line through the last minutes comes to, if that is more. No model is fitted: these
are a few weighted averages.
"""

from collections.abc import Mapping
from math import exp, sqrt
from typing import Any

SLOT_S = 300
DAY, WEEK = 24 * 3600 // SLOT_S, 7 * 24 * 3600 // SLOT_S
"""In slots."""
LEARNED = 0.4
"""Share of the last week in what is remembered of a slot."""
LEVEL_S, SLOPE_S, ERROR_S = 60.0, 300.0, 3600.0
"""Over how long what is asked for now, how that changes, and how wrong forecasts were are averaged."""
FIRST_ERROR = 0.1
MOST_TIMES = 2.0
"""What is asked for now counts for at most so many times the season."""

State = Mapping[str, Any]


class Forecast:
    """Of a rate. Times are seconds since the epoch, UTC: a season that goes by local time moves twice a year."""

    def __init__(self, state: State | None = None) -> None:
        """Goes on from what `state` was."""
        known = state or {}
        self._day: list[float | None] = known.get("day") or [None] * DAY
        self._week: list[float | None] = known.get("week") or [None] * WEEK
        self._at: float | None = known.get("at")
        self.level: float = known.get("level", 0.0)
        """What is asked for now, without its noise."""
        self._slope: float = known.get("slope", 0.0)
        self._slot: list[float] = known.get("slot") or [0, 0.0, 0]
        """Which one, and in it the sum of what was observed and how often it was."""
        self._error: float = known.get("error", FIRST_ERROR**2)
        self._due: list[tuple[float, float]] = known.get("due") or []
        """Forecasts whose time has not come."""

    @property
    def state(self) -> dict[str, Any]:
        """Fit for JSON; nothing that it holds is changed afterwards."""
        return {
            "day": self._day,
            "week": self._week,
            "at": self._at,
            "level": self.level,
            "slope": self._slope,
            "slot": self._slot,
            "error": self._error,
            "due": self._due,
        }

    @property
    def error(self) -> float:
        """By which share forecasts have been too low: a standard deviation, were they wrong both ways alike."""
        return sqrt(self._error)

    def observe(self, now_s: float, rate: float, ahead_s: float) -> None:
        """Take in what is asked for; and hold against it what was expected `ahead_s` ago."""
        self._score(now_s, rate)
        past_s = now_s - self._at if self._at is not None else 0.0
        if self._at is None or past_s > SLOT_S:
            self.level, self._slope = rate, 0.0
        elif past_s > 0:
            self._follow(rate, past_s)
        self._at = now_s
        self._learn(now_s, rate)
        self._due = [*self._due, (now_s + ahead_s, self.most(now_s, ahead_s))]

    def most(self, now_s: float, ahead_s: float) -> float:
        """The most that is expected from now until then."""
        line = self.level + min(max(0.0, self._slope) * ahead_s, self.level)
        return max(self.level, line, self._seasonal(now_s, ahead_s))

    def _seasonal(self, now_s: float, ahead_s: float) -> float:
        slots = range(int(now_s // SLOT_S), int((now_s + ahead_s) // SLOT_S) + 1)
        usual, most = self._usual(slots[0]), max(map(self._usual, slots))
        today = min(MOST_TIMES, self.level / usual) if usual > most / 10 else 1.0
        return most * today

    def _usual(self, slot: int) -> float:
        seen = self._week[slot % WEEK]
        return (self._day[slot % DAY] or 0.0) if seen is None else seen

    def _follow(self, rate: float, past_s: float) -> None:
        """Holt's method: a level that moves on along its slope, and both towards what is observed."""
        expected = self.level + self._slope * past_s
        level = max(0.0, expected + (rate - expected) * fading(past_s, LEVEL_S))
        self._slope += ((level - self.level) / past_s - self._slope) * fading(past_s, SLOPE_S)
        self.level = level

    def _learn(self, now_s: float, rate: float) -> None:
        slot, total, times = self._slot
        if int(now_s // SLOT_S) == slot:
            self._slot = [slot, total + rate, times + 1]
            return
        if times:
            self._day = remembered(self._day, int(slot) % DAY, total / times)
            self._week = remembered(self._week, int(slot) % WEEK, total / times)
        self._slot = [int(now_s // SLOT_S), rate, 1]

    def _score(self, now_s: float, rate: float) -> None:
        due = [expected for at_s, expected in self._due if at_s <= now_s]
        self._due = [each for each in self._due if each[0] > now_s]
        for expected in due:
            low = min(0.5, max(0.0, rate / expected - 1)) if expected else 0.0
            past_s = now_s - (self._at or now_s)
            self._error += (2 * low * low - self._error) * fading(past_s, ERROR_S)


def fading(past_s: float, over_s: float) -> float:
    """Weight of what is new in an average over so long."""
    return 1 - exp(-past_s / over_s)


def remembered(slots: list[float | None], slot: int, seen: float) -> list[float | None]:
    old = slots[slot]
    new = list(slots)
    new[slot] = seen if old is None else old + LEARNED * (seen - old)
    return new
