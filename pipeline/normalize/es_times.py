"""Spanish: times of day and durations as they are written: 14h30, 20.30 h, 5 p. m., a la 1."""

import re

from pipeline.normalize.es_numbers import cardinal, hour, time
from pipeline.normalize.iberian_dates import led
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import rule

HOUR, MINUTE = "(?P<hour>[01]?[0-9]|2[0-4])", "(?P<minute>[0-5][0-9])"
LONE_MINUTE = f"(?P<minute>[0-5][0-9]|[1-9](?={SPACE}?m))"
SECONDS = rf"\.?,?{SPACE}?(?:y )?[0-9]{{1,2}}{SPACE}?s"
TO_POINTED = rf"{SPACE}?[-\u2013]{SPACE}?"
END_POINTED = rf"(?={SPACE}?h|[,;)]|$)"


def _clock(match: re.Match[str]) -> str:
    return time(int(match["hour"]), int(match["minute"]), None)


def _clock_behind_las(match: re.Match[str]) -> str | None:
    """A las 20.30."""
    return _clock(match) if led(match, "las?") else None


def _hours(match: re.Match[str]) -> str:
    """14h30 is a time, 2h30 by itself a while."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 12 or led(match, "las?|de|desde|hasta|a|y"):
        return _clock(match)
    minutes = f"{cardinal(minute, 'm')} minuto{'s' * (minute != 1)}"
    return f"{cardinal(hour, 'f')} hora{'s' * (hour != 1)} y {minutes}" if minute else time(hour, 0, None)


def _half_day(match: re.Match[str]) -> str:
    """5 p. m., 10 am."""
    half = "a" if match["half"] in "aA" else "pe"
    return f"{cardinal(int(match['hour']), 'f')} {half} eme"


TIMES = (
    rule(r"\blas? (?:1|21)\b(?![:.,/%-]?\w| ?h)", lambda match: re.sub("[0-9]+", hour, match[0])),
    rule(rf"{START}{HOUR}\.{MINUTE}{SPACE}?(?:horas|hrs?|h)\b", _clock),
    rule(rf"{START}{HOUR}\.{MINUTE}(?![0-9]|[.,][0-9]|{SPACE}?[€%])", _clock_behind_las),
    rule(
        rf"{START}{HOUR}{SPACE}?h(?:\.{SPACE})?{SPACE}?{LONE_MINUTE}(?:{SPACE}?(?:min|m|h))?+(?![\w'\u2032]|{SECONDS})",
        _hours,
    ),
    rule(rf"{START}{HOUR}{SPACE}?(?P<half>[aApP])(?:[mM]\b|\.{SPACE}?m\.)", _half_day),
    rule(rf"(?<=[0-9]){SPACE}?([aApP])[mM]\b", lambda match: " a eme" if match[1] in "aA" else " pe eme"),
    rule(rf"{START}{HOUR}\.{MINUTE}(?={TO_POINTED}[0-9]{{1,2}}\.[0-5][0-9]{END_POINTED})", _clock),
    rule(
        rf"(?<=[0-9]\.[0-9]{{2}}){TO_POINTED}{HOUR}\.{MINUTE}{END_POINTED}",
        lambda match: f" a {_clock(match)}",
    ),
)
