"""What English reads in ways of its own: halves of the day, scores, decades, heights, kings, releases."""

import re

from pipeline.normalize.counting import priced
from pipeline.normalize.en_numbers import cardinal, digits, fraction, number, ordinal
from pipeline.normalize.en_words import UNITS
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

NUMBERED = (
    "chapter part volume book act scene section phase stage type class level war title article appendix bowl mark"
    " episode exhibit schedule division tier round apollo unit module lecture grade group category table figure vatican"
)
RULERS = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Prince|Duke|Sultan|Shah|Patriarch|Saint"
NAMES = (
    "Henry|Louis|Charles|Edward|George|William|Richard|James|Elizabeth|Mary|Paul|Pius|Philip|Nicholas|Alexander"
    "|Frederick|Benedict|Leo|Gregory|Innocent|Clement|Urban|Xavier|Juan Carlos|Felipe|Wilhelm|Friedrich|Ramses"
    "|Catherine|Peter|Ivan|Otto|Robert|Haakon|Harald|Gustav|Leopold|Albert|Napoleon|Ptolemy|Darius|Xerxes|Margrethe"
)
SEVERAL = r"(?=[IVX]{2})(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|V?I{2,3}|VI)"
"""Numerals of two letters or more that are hardly anything else."""
BEHIND_NUMERAL = r"(?![\w’-]|'\w{2})"
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
OF_A_RULER = r"(?:was|is|had|of|died|became|and|who|in|from|to|at|came|on|or|[a-z]{2,12}ed)\b"
PEOPLE = (
    "people|users|views|viewers|downloads|subscribers|followers|jobs|homes|households|copies|visitors|workers"
    "|residents|inhabitants|customers|members|streams|passengers|patients|voters|records|barrels|tons|tonnes"
)


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
    return "hashtag " + re.sub("(?<=[a-z])(?=[A-Z])", " ", match[1])


def _ruler(match: re.Match[str], number: int) -> str | None:
    """Elizabeth I ruled, but not: Paul I know."""
    if match["roman"] == "I" and re.match(rf" (?!{OF_A_RULER})[a-z]", match.string[match.end() : match.end() + 20]):
        return None
    return f"{match['name']} the {ordinal(number)}"


def _part(match: re.Match[str], number: int) -> str:
    """Rocky II, Final Fantasy VII."""
    return f"{match['name']} {cardinal(number)}"


def _height(match: re.Match[str]) -> str:
    """5'10\" and 6'."""
    feet = f"{cardinal(int(match['feet']))} {'foot' if match['feet'] == '1' else 'feet'}"
    return f"{feet} {cardinal(int(match['inches']))}" if match["inches"] else feet


def _inches(match: re.Match[str]) -> str | None:
    """A 55" TV, 8" wide; but not where a quotation ends."""
    before = match.string[max(match.start() - 300, 0) : match.start()]
    if match[0] == '"' and before.count('"') % 2:
        return None
    noun = re.match(
        r" (?!(?:by|in|x|long|wide|tall|high|deep|thick|and|or|of|to|from|at|is|are)\b)[A-Za-z]",
        match.string[match.end() :][:8],
    )
    return " inch" if noun or re.search(r"(?<![0-9.])1$", before[-3:]) else " inches"


def _stroke(match: re.Match[str]) -> str | None:
    """50/50 and 80/20 side by side, a blood pressure of 120/80."""
    above, below = int(match[1]), int(match[2])
    if re.match(" ?[×π*]", match.string[match.end() : match.end() + 2]):
        return fraction(above, below)
    if above < below or (above, below) == (1, 1):
        return None
    if above == below and below in (5, 10, 100):
        return f"{cardinal(above)} out of {cardinal(below)}"
    pressure = 80 <= above <= 250 and 40 <= below <= 150
    return f"{cardinal(above)} {'over ' if pressure else ''}{cardinal(below)}"


def _score(match: re.Match[str]) -> str | None:
    """Won 112-108, which no range does."""
    if int(match[1]) < int(match[2]):
        return None
    return f"{cardinal(int(match[1]))} to {cardinal(int(match[2]))}"


RULES: tuple[Rule, ...] = (
    numeral(rf"\b(?P<name>{NAMES}){SPACE}", BEHIND_NUMERAL, _ruler),
    numeral(rf"\b(?P<name>(?:{RULERS})(?:{SPACE}[A-Z][a-z]{{1,20}}){{1,2}}){SPACE}", BEHIND_NUMERAL, _ruler),
    numeral(
        rf"\b(?P<name>(?!(?:The|In|Of|By|This|(?i:{any_of(NUMBERED.split())}))\b)[A-Z][a-z]{{1,20}}){SPACE}(?={SEVERAL}(?!\w))",
        BEHIND_NUMERAL,
        _part,
    ),
    numeral(r"\b(?=[IVXLC])", rf"(?={SPACE}(?:[Cc]entur|Olympi|Congress|Legion|Corps|Army))", lambda _, n: ordinal(n)),
    rule(
        r"(?<=, [A-Z]{2} )[0-9]{5}(?!\w|[.,-][0-9])", lambda match: " ".join(cardinal(int(each)) for each in match[0])
    ),
    priced("per", UNITS),
    rule(r"(?<=[0-9][kKMB])[-\u2013](?=[$€£][0-9])", lambda _: " to "),
    rule(rf"(?<=[0-9])[mM](?= (?:{PEOPLE})\b)", lambda _: " million"),
    rule(r"(?:#|(?:\b[Nn]os?\.|№)[ \u00a0]?)(?=[0-9])", lambda _: "number "),
    rule(r"(?<![\w.,])(?P<feet>[0-9]{1,2})['’′](?:[ ]?(?P<inches>[0-9]{1,2})[\"”″])?(?!\w)", _height),
    rule(rf"\b((?i:{PRODUCTS}) v?)([0-9]{{1,3}})\.([0-9]{{1,3}})(?![0-9]|\.[0-9]|%)", _release),
    rule(
        rf"(?P<named>\b(?i:(?:{CODES})(?: is|:)?|(?:{NUMBERS_OF})(?: id)?(?: number| no\.|:| #)(?: is)?) ?#?)"
        r"(?P<digits>[0-9]{4,10})(?![\w-]|[.,][0-9])",
        _code,
    ),
    rule(r"(?<=[0-9])[\"”″](?!\w)", _inches),
    rule(r"(?<![\w.,/:-])([0-9]{1,3})/([0-9]{1,3})(?![\w/]|[.,:-][0-9])", _stroke),
    rule(r"(?<![\w.,/:+-])([0-9]{1,3})[-\u2013]([0-9]{1,3})(?![\w/%]|[.,:-][0-9])", _score),
    rule(
        rf"(?:(?<=[0-9kKMB])|(?<=\w)(?<!day)(?<!week)(?<!month)(?<!hour)(?<!year))/"
        rf"(?P<of>{'|'.join(PERIODS)})(?![\w/])(?:\.(?= [a-z]))?",
        lambda match: f" per {PERIODS[match['of']]}",
    ),
    rule(r"(?<![\w.,/])([0-9](?:\.[0-9])?)/(10|(?<=\.[0-9]/)(?:5|20|100))(?![\w/]|[.,][0-9]| of\b)", _out_of),
    rule(r"(?<![\w&/#])#([^\W\d_][^\W\d_]{1,60})", _hashtag),
    rule(r"(?<![\w’'])['’](?=[0-9]{2}(?![\w'’]))", lambda _: ""),
    rule(
        r"(?:(?<=[0-9])|(?<=[a-z.])(?=/k?m[²2³]|/ha\b))/(?P<unit>km²|km2|m²|m2|m³|ha|km|kg|mL|ml|L|l|dL|h)(?!\w)",
        lambda match: f" per {UNITS[match['unit']].one}",
    ),
    rule(r"\bc\. ?(?=[0-9]{2,4}\b)", lambda _: "circa "),
    rule(r"(?<=\b[CF])#(?!\w)", lambda _: " sharp"),
    rule(rf"\b(?:{NUMBERED.replace(' ', '|')}) I\b(?= [a-z])", lambda match: match[0]),  # "the part I like"
)
