"""English times of day and how long something lasts: halves of the day, the clock of 24 hours, laps."""

import re

from pipeline.normalize.en_numbers import cardinal, digits, time, two_digits
from pipeline.normalize.rules import Rule, rule

ZONES = "(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Pacific|Central|Mountain|Greenwich|London|local)"
WHEN = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)"


def _half_of_day(match: re.Match[str]) -> str:
    """3 pm, 3:05 p.m."""
    hour, minute = cardinal(int(match["hour"])), int(match["minute"] or 0)
    spoken = f"{hour} {two_digits(minute)}" if minute else hour
    ends = match["dot"] and re.match(
        rf"\s*\Z|\s{{1,9}}(?!{ZONES}\b|{WHEN})[A-Z]", match.string[match.end() : match.end() + 24]
    )
    return f"{spoken} {match['half'].upper()} M{'.' if ends else ''}"


def _hour_to(match: re.Match[str]) -> str:
    """5-6pm, 5:30–6:30 p.m."""
    minute = int(match["minute"] or 0)
    return f"{cardinal(int(match['hour']))}{f' {two_digits(minute)}' if minute else ''} to "


def _tens(match: re.Match[str]) -> str | None:
    """Wait 30s: a decade only behind or before a word of one, or from the fifties on."""
    return None if int(match["ten"]) >= 5 else f"{cardinal(int(match['ten']) * 10)} seconds"


def _military(match: re.Match[str]) -> str:
    """0800 hours, at 1830h."""
    hour, minute = int(match["hour"]), int(match["minute"])
    spoken = f"zero {cardinal(hour)}" if hour < 10 else cardinal(hour)
    hours = " hours" if match[0][-1].isalpha() else ""
    return f"{spoken} {two_digits(minute) if minute else 'hundred'}{hours}"


def _split_time(match: re.Match[str]) -> str:
    """1:54.23 of a swimmer."""
    return f"{cardinal(int(match[1]))} {two_digits(int(match[2]))} point {digits(match[3])}"


def _lasting(match: re.Match[str]) -> str:
    """2h 10m, 5m 30s: beside another, m is a minute."""
    names = {"h": "hour", "m": "minute", "s": "second"}
    parts = re.findall("([0-9]{1,3}) ?([hms])", match[0])
    return " ".join(f"{cardinal(int(n))} {names[unit]}{'s' * (n != '1')}" for n, unit in parts)


def _lap(match: re.Match[str]) -> str:
    """In 27:45: more minutes than a day has hours."""
    minutes, seconds = cardinal(int(match[1])), int(match[2])
    return f"{minutes} {two_digits(seconds)}" if seconds else f"{minutes} minutes"


RULES: tuple[Rule, ...] = (
    rule(
        r"(?=[0-2])(?:(?<![\w.,:$-])(?=0)|(?<=\b[Aa]t )|(?<=\b[Bb]y )|(?<=\buntil )|(?<=\bfrom )|(?<=\bto )|"
        r"(?<![\w.,:$-])(?=[0-9]{4} ?hrs))"
        r"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9]) ?(?:hrs|hours|h)\b",
        _military,
    ),
    rule(
        r"(?<![\w.,$'’-])(?<!\b[Tt]he )(?<!early )(?<!late )(?<!\bin )(?<!\bhis )(?<!\bher )(?<!\bmy )"
        r"(?<!their )(?<!\bmid )(?P<ten>[1-9])0s\b",
        _tens,
    ),
    rule(r"(?<![\w.,:])(2[5-9]|[3-5][0-9]):([0-5][0-9])(?![0-9]|[:.,][0-9])", _lap),
    rule(
        r"(?<![\w.,:-])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))? ?[-\u2013] ?(?=(?:1[0-2]"
        r"|0?[1-9])(?:[:.][0-5][0-9])? ?[aApP](?:\.[mM]\.|[mM])(?!\w))",
        _hour_to,
    ),
    rule(
        r"(?<![\w.,:])([0-9]{1,2})['′’](1[2-9]|[2-5][0-9])[\"″”](?!\w)",
        lambda match: f"{cardinal(int(match[1]))} minutes {cardinal(int(match[2]))} seconds",
    ),
    rule(
        r"(?<![\w.,:])([0-9]{1,3})\+([0-9]{1,2})['′’](?!\w)",
        lambda match: f"{cardinal(int(match[1]))} plus {cardinal(int(match[2]))} minutes",
    ),
    rule(r"(?<=[ap]t )0(?P<hour>[1-9])(?P<minute>[0-5][0-9])(?![\w.,:-]?[0-9]| ?(?:h|hrs|hours)\b)", _military),
    rule(
        r"(?<![\w.:])(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0]?"
        r"(?P<half>[aApP])(?:(?P<dot>\.) ?[mM]\.|[mM])(?!\w)",
        _half_of_day,
    ),
    rule(r"(?<=[aApP][mM]) ?[-\u2013] ?(?=[0-9])|(?<=[aApP]\.[mM]\.) ?[-\u2013] ?(?=[0-9])", lambda _: " to "),
    rule(r"(?<![\w.,:])[0-9]{1,3} ?(?:h ?[0-9]{1,2} ?m(?:in)?(?: ?[0-9]{1,2} ?s)?|m ?[0-9]{1,2} ?s)(?!\w)", _lasting),
    rule(r"(?<![\w.,:])([0-9]{1,2}):([0-5][0-9])\.([0-9]{1,3})(?![0-9]|[:.,][0-9])", _split_time),
    rule(r"(?<![\w.,:])(1?[0-9]|2[0-4])h([0-5][0-9])(?!\w)", lambda match: time(int(match[1]), int(match[2]), None)),
    rule(r"\bM ?[-\u2013] ?F\b(?= [0-9])", lambda _: "Monday to Friday"),
)
