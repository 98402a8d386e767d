"""Letters with digits that measure nothing, in Spanish and Portuguese: piso 3 A, H.264, X1234567L, Windows 10/11."""

import re

from pipeline.normalize.iberian_dates import led
from pipeline.normalize.numbers import SPACE, START, Numbers
from pipeline.normalize.rules import Rule, rule


def code_rules(numbers: Numbers, places: str, stroke: str) -> tuple[Rule, ...]:
    """`places` are words behind which a letter is no unit; `stroke` is what "/" is called."""
    word = re.compile(rf"{SPACE}(?!(?:de|y|e|o|ou|a|por|para|con|com|en|em)\b)[^\W\d_]")
    point = f" {numbers.language.spelled['.']} "

    def lettered(match: re.Match[str]) -> str | None:
        near = led(match, "al|el|del|o|ao|do|no") and match["letter"] == match[0][-1] and match[0][-2].isdecimal()
        goes_on = match["letter"] in "AJN" and word.match(match.string, match.end())
        if not (near or goes_on or led(match, rf"(?:{places})\.?")):
            return None
        return f"{numbers.whole(match['number'])} {match['letter']}"

    def versions(match: re.Match[str]) -> str | None:
        low, high = int(match[1]), int(match[2])
        return f"{numbers.bare(low)} {stroke} {numbers.bare(high)}" if low + 1 == high else None

    return (
        rule(rf"{START}(?P<number>[0-9]{{1,4}}){SPACE}?(?P<letter>[AJNKV])(?!\w)", lettered),
        rule(
            r"(?:(?<=[A-Za-z][0-9])|(?<=\b[A-Z])|(?<=-beta)|(?<=-alpha)|(?<=-rc))\.(?=[0-9]{1,3}(?!\w))",
            lambda _: point,
        ),
        rule(r"(?<=\b[A-Z])[0-9]{7,9}(?![0-9])", lambda match: numbers.digits(match[0])),
        rule(rf"(?<=[A-Za-z] ){START}([1-9][0-9])/([1-9][0-9])(?![\w/]|[.,][0-9])", versions),
    )
