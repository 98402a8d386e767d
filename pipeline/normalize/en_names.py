"""English names with numbers that count nothing: aircraft, roads, engines, screens, verses, places on a map."""

import re

from pipeline.normalize.en_numbers import cardinal, number, ordinal, two_digits
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

PAIRED = "Boeing|Airbus|Porsche|Xbox|Peugeot|BMW|Route|Highway|Interstate|Flight|flight|Channel"
BOOKS = pairs(
    "Gen = Genesis; Ex = Exodus; Exod = Exodus; Lev = Leviticus; Num = Numbers; Deut = Deuteronomy; Josh = Joshua"
    "; Judg = Judges; Sam = Samuel; Chron = Chronicles; Ps = Psalm; Prov = Proverbs; Eccl = Ecclesiastes; Isa = Isaiah"
    "; Jer = Jeremiah; Ezek = Ezekiel; Dan = Daniel; Hos = Hosea; Mic = Micah; Zech = Zechariah; Mal = Malachi"
    "; Matt = Matthew; Mt = Matthew; Mk = Mark; Lk = Luke; Jn = John; Rom = Romans; Cor = Corinthians; Gal = Galatians"
    "; Eph = Ephesians; Phil = Philippians; Col = Colossians; Thess = Thessalonians; Tim = Timothy; Heb = Hebrews"
    "; Jas = James; Pet = Peter; Rev = Revelation"
)
WHOLE = (
    "Genesis|Exodus|Leviticus|Numbers|Deuteronomy|Joshua|Judges|Ruth|Samuel|Kings|Chronicles|Ezra|Nehemiah|Esther|Job"
    "|Psalms?|Proverbs|Ecclesiastes|Isaiah|Jeremiah|Lamentations|Ezekiel|Daniel|Hosea|Joel|Amos|Jonah|Micah|Habakkuk"
    "|Zechariah|Malachi|Matthew|Mark|Luke|John|Acts|Romans|Corinthians|Galatians|Ephesians|Philippians|Colossians"
    "|Thessalonians|Timothy|Titus|Hebrews|James|Peter|Jude|Revelation"
)
POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _paired(written: str) -> str:
    """737 as seven thirty-seven, 1080 as ten eighty."""
    high, low = written[:-2], int(written[-2:])
    return f"{cardinal(int(high))} {two_digits(low) if low else 'hundred'}"


def _aircraft(match: re.Match[str]) -> str:
    variant = f" {_paired(match['variant'])}" if match["variant"] else ""
    return f"{_paired(match['model'])}{variant}{'s' if match['many'] else ''}"


def _verse(match: re.Match[str]) -> str:
    """1 Cor. 13:4-7."""
    which = f"{ordinal(int(match['which'])).capitalize()} " if match["which"] else ""
    to = f" to {cardinal(int(match['to']))}" if match["to"] else ""
    book = BOOKS.get(match["book"], match["book"])
    return f"{which}{book} {cardinal(int(match['chapter']))} {cardinal(int(match['verse']))}{to}"


def _place(match: re.Match[str]) -> str:
    """51.5° N, 40° 26' 46" N."""
    spoken = [f"{number(*match['degrees'].partition('.')[::2])} degrees"]
    for part, name in (("minutes", "minute"), ("seconds", "second")):
        if match[part]:
            spoken.append(f"{number(*match[part].partition('.')[::2])} {name}{'s' * (match[part] != '1')}")
    return " ".join((*spoken, POINTS[match["point"]]))


RULES: tuple[Rule, ...] = (
    rule(r"(?<=\bBoeing )(?P<model>7[0-9]7)(?:-(?P<variant>[1-9]00))?(?P<many>s)?(?!\w)", _aircraft),
    rule(r"(?<![\w.,$€£-])(?P<model>7[0-9]7)(?P<variant>)(?P<many>s)(?!\w)", _aircraft),
    rule(
        rf"(?:(?<=\bA)(?=3[1-8]0)|\b(?:{PAIRED}) |\bI-)(?P<model>[1-9][0-9]{{2}})(?![\w-]|[.,][0-9])",
        lambda match: match[0].removesuffix(match["model"]) + _paired(match["model"]),
    ),
    rule(
        r"(?<![\w.,])(?P<lines>144|240|360|480|720|1080|1440|2160|4320)(?P<scan>[pi])(?=[0-9]{0,3}\b)",
        lambda match: f"{_paired(match['lines'])} {match['scan'].upper()}",
    ),
    rule(r"\bV(?P<cylinders>4|6|8|10|12|16)(?![\w.])", lambda match: f"V {cardinal(int(match['cylinders']))}"),
    rule(
        rf"(?<![\w.,:])(?:(?P<which>[123]) )?\b(?P<book>{WHOLE}|(?:{'|'.join(BOOKS)})(?=\.? [0-9]))\.? "
        rf"(?P<chapter>[0-9]{{1,3}}):(?P<verse>[0-9]{{1,3}})(?:[-\u2013](?P<to>[0-9]{{1,3}}))?(?![\w:]|[.,][0-9])",
        _verse,
    ),
    rule(
        r"(?<![\w.,])(?P<degrees>[0-9]{1,3}(?:\.[0-9]{1,8})?) ?° ?(?:(?P<minutes>[0-9]{1,2}"
        r"(?:\.[0-9]{1,6})?)['’′] ?(?:(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,6})?)[\"”″] ?)?)?(?P<point>[NSEW])(?!\w)",
        _place,
    ),
)
