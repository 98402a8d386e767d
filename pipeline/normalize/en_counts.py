"""What English reads in ways of its own: scores, ratings, heights, releases, codes, hashtags, prices by the hour."""

import re

from pipeline.normalize.counting import priced
from pipeline.normalize.en_numbers import cardinal, digits, fraction, number, year
from pipeline.normalize.en_words import UNITS
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

PRODUCTS = (
    "Python|Java|Node|Node.js|iOS|iPadOS|Android|macOS|Ubuntu|Debian|Fedora|Windows|version|release|Kubernetes|Django"
    "|PHP|Ruby|Go|Rust|CUDA|Chrome|Firefox|Safari|HTTP|TLS|SSL|USB|Bluetooth|Linux|kernel|PostgreSQL|Postgres|MySQL"
    "|Redis|TypeScript|React|Angular|GPT|Llama|PyTorch|TensorFlow|OpenSSL|Docker|Unicode|HDMI"
)
CODES = "zip|zip code|postcode|postal code|pin|passcode|otp|code|extension|text [a-z]{2,10} to"
NUMBERS_OF = "account|acct|case|order|ticket|tracking|member|customer|user|confirmation|reference|invoice|phone"
PERIODS = pairs(
    "second = second; minute = minute; hour = hour; day = day; night = night; week = week; month = month; year = year"
    "; person = person; user = user; yr = year; hr = hour; mo = month; wk = week; sec = second; min = minute"
    "; pp = person; pc = piece; ea = each"
)
PEOPLE = (
    "people|users|views|viewers|downloads|subscribers|followers|jobs|homes|households|copies|visitors|workers"
    "|residents|inhabitants|customers|members|streams|passengers|patients|voters|records|barrels|tons|tonnes"
)


QUOTATION = 300
"""Characters that a quotation is looked for in."""


def _release(match: re.Match[str]) -> str:
    """Python 3.11, Ubuntu 22.04."""
    minor = match[3]
    return (
        f"{match[1]}{cardinal(int(match[2]))} point {'oh ' * (minor[0] == '0' and minor != '0')}{cardinal(int(minor))}"
    )


def _out_of(match: re.Match[str]) -> str:
    """4.5/5, 9/10."""
    whole, _, decimal = match[1].partition(".")
    return f"{number(whole, decimal)} out of {cardinal(int(match[2]))}"


def _code(match: re.Match[str]) -> str:
    """ZIP code 90210."""
    return f"{match['named'].replace('#', 'number ')}{digits(match['digits'])}"


def _hashtag(match: re.Match[str]) -> str:
    """#MeToo, #100DaysOfCode."""
    parts = re.findall(r"[0-9]+|[^\W\d_]?[^\WA-Z\d_]+|[A-Z]+(?![a-z])|[A-Z]", match[1])
    return " ".join(("hashtag", *(_in_hashtag(part) for part in parts)))


def _in_hashtag(part: str) -> str:
    return (year if re.fullmatch("(?:19|20)[0-9]{2}", part) else cardinal)(int(part)) if part.isdecimal() else part


def _mention(match: re.Match[str]) -> str:
    parts = re.findall("[0-9]+|[^0-9_]+|_", match[1])
    return "at " + " ".join(
        "underscore" if part == "_" else digits(part) if part.isdecimal() else part for part in parts
    )


def _quoted(match: re.Match[str], opening: str, closing: str) -> bool:
    """Whether a quotation is open before the match, so that its last character ends it."""
    before = match.string[max(match.start() - QUOTATION, 0) : match.end() - 1]
    return (
        re.search(rf"(?:\A|[\s(\[:=\"'])[{opening}](?=\S)(?![0-9]{{2}}s)[^{closing}]{{0,{QUOTATION}}}\Z", before)
        is not None
    )


def _height(match: re.Match[str]) -> str | None:
    """5'10\" and 6', but not: the password 'abc 6'."""
    if not match["inches"] and _quoted(match, "'‘", "'’"):
        return None
    feet = f"{cardinal(int(match['feet']))} {'foot' if match['feet'] == '1' else 'feet'}"
    return f"{feet} {cardinal(int(match['inches']))}" if match["inches"] else feet


def _inches(match: re.Match[str]) -> str | None:
    """A 55" TV, 8" wide; but not where a quotation ends."""
    before = match.string[max(match.start() - 300, 0) : match.start()]
    if match[0] in '"”' and _quoted(match, '"“', '"”'):
        return None
    noun = re.match(
        r" (?!(?:by|in|x|long|wide|tall|high|deep|thick|and|or|of|to|from|at|is|are)\b)[A-Za-z]",
        match.string[match.end() :][:8],
    )
    part = re.search(r"(?:\A|[^0-9 ]|[^0-9] )(?:[0-9]{1,2}/[0-9]{1,2}|[½¼¾⅛⅜⅝⅞])\Z", before[-9:])
    if part and not noun:
        return " of an inch"
    return " inch" if noun or re.search(r"(?<![0-9.])1$", before[-3:]) else " inches"


def _stroke(match: re.Match[str]) -> str | None:
    """50/50 and 80/20 side by side, a blood pressure of 120/80."""
    above, below, behind = int(match[1]), int(match[2]), match.string[match.end() : match.end() + 8]
    if re.match(" ?[×π*]", behind):
        return fraction(above, below)
    between = _between(above, below, behind)
    return None if between is None else f"{cardinal(above)} {between}{cardinal(below)}"


def _between(above: int, below: int, behind: str) -> str | None:
    """What is said for the stroke; None where it makes a fraction."""
    if above == 0 or (above == below and below in (5, 10, 100)):
        return "out of "
    if behind.startswith(" vision") or (above, below) == (9, 11) or above == below > 1 or above + below == 100:
        return "" if above >= 9 else None
    if above <= below or (above, below) == (24, 7):
        return None
    if re.match(" ?=", behind):
        return "divided by "
    return "to " if below < 3 else "over "


def _score(match: re.Match[str]) -> str | None:
    """Won 112-108, which no range does."""
    if int(match[1]) < int(match[2]) or match.string[match.end() : match.end() + 2].strip().startswith("="):
        return None
    return f"{cardinal(int(match[1]))} to {cardinal(int(match[2]))}"


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<=, [A-Z]{2} )[0-9]{5}(?!\w|[.,-][0-9])", lambda match: " ".join(cardinal(int(each)) for each in match[0])
    ),
    priced("per", UNITS),
    rule(r"(?:(?<=[0-9][kKMBmTn])|(?<=illion)|(?<=[0-9]bn)) ?[-\u2013\u2014] ?(?=[$€£][0-9])", lambda _: " to "),
    rule(rf"(?<=[0-9])[mM](?= (?:{PEOPLE})\b)", lambda _: " million"),
    rule(r"(?<![\w&/#])#((?=[^\W\d_]|[0-9]{1,6}[A-Za-z][a-z]{2})\w{2,60})", _hashtag),
    rule(
        r"(?:#|(?:\b[Nn]os?\.|№)[ \u00a0]?|\bNo (?=[0-9]{1,3}(?![\w,.:-]?[0-9]| [a-z]{2,20}s\b| people)))(?=[0-9])",
        lambda _: "number ",
    ),
    rule(
        r"(?<![\w.,])(?P<feet>[0-9]{1,2})['’′](?:[ ]?(?P<inches>1[01]|[0-9])(?:[\"”″]|['’′]{2})?(?![0-9]))?(?![\w'’])",
        _height,
    ),
    rule(
        r"(?<![\w.,])(?P<feet>[1-9]) ?(?:ft\.?|feet|foot) ?(?P<inches>1[01]|[0-9])(?: ?in\b\.?(?! [a-z])|\"|"
        r"(?![\w.,]))",
        _height,
    ),
    rule(
        r"(?<=[0-9½¼¾])in(?!\w)|(?<=[0-9]) in(?=\s*(?:\Z|[,;)]|\.\s*\Z|x ?[0-9]|=|(?:wide|tall|long|deep|thick"
        r"|high|diameter)\b))",
        _inches,
    ),
    rule(rf"\b((?i:{PRODUCTS}) v?)([0-9]{{1,3}})\.([0-9]{{1,3}})(?![0-9]|\.[0-9]|%)", _release),
    rule(
        rf"(?P<named>\b(?i:(?:{CODES})(?: is|:)?|(?:{NUMBERS_OF})(?: id)?(?: number| no\.|:| #)(?: is)?) ?#?)"
        r"(?P<digits>[0-9]{4,10})(?![\w-]|[.,][0-9])",
        _code,
    ),
    rule(r"(?<=[0-9½¼¾⅛⅜⅝⅞])[\"”″](?!\w)", _inches),
    rule(
        rf"\b((?i:{PRODUCTS})) ([0-9]{{1,3}})/(?=[0-9]{{1,3}}(?!\w))",
        lambda match: f"{match[1]} {cardinal(int(match[2]))} ",
    ),
    rule(r"(?<![\w.,/:-])([0-9]{1,3})/([0-9]{1,4})(?![\w/]|[.,:-][0-9])", _stroke),
    rule(r"(?<![\w.,/:+-])([0-9]{1,3})[-\u2013]([0-9]{1,3})(?![\w/%]|[.,:-][0-9])", _score),
    rule(
        rf"(?:(?<=[0-9kKMB])|(?<=\w)(?<!day)(?<!week)(?<!month)(?<!hour)(?<!year))/"
        rf"(?P<of>{'|'.join(PERIODS)})(?![\w/])(?:\.(?= [a-z]))?",
        lambda match: f" per {PERIODS[match['of']]}",
    ),
    rule(r"(?<![\w.,/])([0-9](?:\.[0-9])?)/(10|(?<=\.[0-9]/)(?:5|20|100))(?![\w/]|[.,][0-9]| of\b)", _out_of),
    rule(r"(?<![\w.@/])@([A-Za-z]\w{1,40})(?![\w@])", _mention),
    rule(r"(?<![\w’'])['’](?=[0-9]{2}(?![\w'’]))", lambda _: ""),
    rule(
        r"(?:(?<=[0-9])|(?<=[a-z.])(?=/k?m[²2³]|/ha\b))/(?P<unit>km²|km2|m²|m2|m³|ha|km|kg|mL|ml|L|l|dL|h)(?!\w)",
        lambda match: f" per {UNITS[match['unit']].one}",
    ),
    rule(r"\bc\. ?(?=[0-9]{2,4}\b)", lambda _: "circa "),
    rule(r"(?<=\b[CF])#(?!\w)", lambda _: " sharp"),
)
