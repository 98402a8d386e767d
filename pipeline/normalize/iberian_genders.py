"""Words written for both genders in Spanish and Portuguese: niños/as, alunos(as), tod@s; and libro(s)."""

import re

from pipeline.normalize.counting import GenderOf
from pipeline.normalize.rules import Rule, rule

FEMININE = {
    "o": "a",
    "os": "as",
    "or": "ora",
    "ores": "oras",
    "es": "as",
    "e": "a",
    "l": "la",
    "un": "una",
    "um": "uma",
}
"""Endings that change with the gender; of "el" and "ele" the stem does too."""


def both_genders(both: str, either: str) -> tuple[Rule, ...]:
    """niños/as, alunos(as), tod@s: `both` between plurals, `either` between singulars; libro(s)."""

    def read(match: re.Match[str]) -> str | None:
        return _paired(match["word"], both, either)

    def plural(match: re.Match[str]) -> str:
        return f"{match['word']} {either} {match['word']}{match['s']}"

    def at(match: re.Match[str]) -> str:
        return f"{match['word']}o{match['s']} {both if match['s'] else either} {match['word']}a{match['s']}"

    def whole(match: re.Match[str]) -> str | None:
        pair = _paired(match["word"], both, either)
        return pair if pair and pair.lower().endswith(f" {match['second'].lower()}") else None

    word = r"(?<![\w/@])(?P<word>[^\W\d_]{1,25}+)"
    return (
        rule(rf"{word}(?:/-?|\(-?)(?:as?|oras?|la|una|uma)\b\)?", read),
        rule(rf"{word}/(?P<second>[^\W\d_]{{2,25}}+)(?!\w)", whole),
        rule(r"(?<=[a-z]\.)/(?=[A-Z][a-z]{1,3}\.)", lambda _: f" {either} "),
        rule(rf"{word}\((?P<s>e?s)\)", plural),
        rule(r"(?<![\w/@.])(?P<word>[^\W\d_]{1,25}+)@(?P<s>s?)(?![\w@.-]\w|\w)", at),
    )


def _paired(masculine: str, both: str, either: str) -> str | None:
    ending = next((end for end in sorted(FEMININE, key=len, reverse=True) if masculine.lower().endswith(end)), None)
    if ending is None:
        return None
    feminine = masculine[: len(masculine) - len(ending)] + FEMININE[ending]
    known = {
        "el": "la",
        "los": "las",
        "del": "de la",
        "al": "a la",
        "él": "ella",
        "ele": "ela",
        "eles": "elas",
        "o": "a",
        "os": "as",
    }
    link = both if masculine.endswith("s") else either
    return f"{masculine} {link} {known.get(masculine.lower(), feminine.lower())}"


def extremes(gender_of: GenderOf) -> Rule:
    """Velocidad máx.: in the gender of the noun before it."""

    def read(match: re.Match[str]) -> str | None:
        feminine = gender_of(1, match["noun"].lower()) == "f"
        return f"{match['noun']} {match['end']}im{'a' if feminine else 'o'}"

    return rule(r"(?<!\w)(?P<noun>[^\W\d_]{3,30}+) (?P<end>máx|mín)\.(?=[ :)])", read)
