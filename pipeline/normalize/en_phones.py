"""English numbers that count nothing: those that are dialled or keyed in, of cards, accounts, books, parcels."""

import re

from pipeline.normalize.en_numbers import cardinal, digits
from pipeline.normalize.rules import Rule, rule

DIALLED = re.compile(
    r"\b(?:[Dd]ial|[Cc]all|[Rr]ing|[Pp]hone|[Tt]ext|[Pp]ress|[Ff]ax|[Tt]el|[Cc]ell|[Mm]obile|[Ss]end [A-Z]+ to"
    r"|SMS)(?:l?ed|l?ing|s)?\b[\w .:]{0,24}\Z"
)
LED_BY = 40
"""Characters in which a word of telephones makes a number one that is dialled."""


def _dialled(match: re.Match[str]) -> str | None:
    """Dial 999 or 112, text HELP to 741741, call 555 1234."""
    led = DIALLED.search(match.string[max(match.start() - LED_BY, 0) : match.start()])
    return _groups(match) if led else None


def _groups(match: re.Match[str]) -> str:
    return ", ".join(map(digits, re.findall("[0-9]+", match[0])))


def _spelled(match: re.Match[str]) -> str:
    """1HGCM82633A004352, GB29 NWBK: sign by sign, a pause between groups."""
    groups = re.findall("[A-Za-z0-9]+", match[0])
    return ", ".join(" ".join(digits(sign) if sign.isdecimal() else sign for sign in group) for group in groups)


def _chain(match: re.Match[str]) -> str | None:
    """A 4-3-3 formation, 1-2-3; but not 12-25-23, which is a date."""
    parts = match[0].split("-")
    return None if all(len(part) == 2 for part in parts) else ", ".join(cardinal(int(part)) for part in parts)


RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w.,-])[0-9]{4}(?:[ -][0-9]{4}){2,4}(?:[ -][0-9]{1,3})?(?![\w-])", _groups),
    rule(r"(?<![\w.,-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])", _groups),
    rule(r"(?=[0-9])(?:(?<=\bISBN )|(?<=\bISBN: )|(?<=\bISSN )|(?<=\bEAN ))[0-9][0-9-]{7,16}[0-9X](?!\w)", _spelled),
    rule(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", _spelled),
    rule(r"\b(?=[0-9]{0,12}[A-Z])(?=(?:[A-Z]{0,12}[0-9]){3})[A-Z0-9]{8,24}(?!\w)", _spelled),
    rule(
        r"(?<!\w)#(?=[A-Fa-f]{0,5}[0-9])(?=[0-9]{0,5}[A-Fa-f])[0-9A-Fa-f]{6}(?!\w)",
        lambda match: f"hash {_spelled(match)}",
    ),
    rule(r"(?<![\w.,/-])[0-9]{1,2}(?:-[0-9]{1,2}){2,5}(?![\w/-]|[.,][0-9])", _chain),
    rule(
        r"\b([45]01|403)\(([a-z])\)",
        lambda match: f"{cardinal(int(match[1][0]))} oh {cardinal(int(match[1][2]))} {match[2]}",
    ),
    rule(
        r"(?<![\w+.,-])(?:1[-. ])?\(?8(?:00|33|44|55|66|77|88)\)?[-. ](?:[0-9]{3}[-. ])?(?=[A-Z]{2,9}"
        r"(?:[-. ]?[A-Z0-9]{2,9})*+(?![a-z]))",
        lambda match: f"{_groups(match)}, ",
    ),
    rule(r"(?<![\w+.,-])(?:1 )?[2-9][0-9]{2} [2-9][0-9]{2} [0-9]{4}(?![\w-]|[.,][0-9])", _groups),
    rule(
        r"(?<![\w+.,$€£-])(?:[2-9][0-9]{2}[ .][0-9]{4}|[2-9]11|999|988|11[1267]|10[15]|[0-9]{5,6})(?![\w%-]"
        r"|[.,:][0-9]| (?:times|people|users))",
        _dialled,
    ),
    rule(r"\b[2-9]11(?= (?:calls?|dispatchers?|operators?|center|emergenc))", _groups),
    rule(r"(?<=[0-9]{4}) ?x(?=[0-9]{2,5}(?!\w))", lambda _: " extension "),
    rule(
        r"(?<=\b[Pp]ress )[*#](?=[0-9]*\b|\W)|(?<=\b[Dd]ial )[*#]",
        lambda match: "star " if match[0] == "*" else "pound ",
    ),
)
