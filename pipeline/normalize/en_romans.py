"""Roman numerals in English: kings, chapters, centuries, sequels, and those that stand alone."""

import re

from pipeline.normalize.en_numbers import cardinal, ordinal, year
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs
from pipeline.normalize.words import roman_value

NUMBERED = (
    "chapter part volume book act scene section phase stage type class level war title article appendix bowl mark"
    " episode exhibit schedule division tier round apollo unit module lecture grade group category table figure vatican"
    " canto verse step annex season factor generation gen mk panel plate amendment"
)
SHORT = pairs(
    "vol = volume; vols = volumes; ch = chapter; chap = chapter; chs = chapters; pt = part; pts = parts; sec = section"
    "; sect = section; art = article; bk = book; fig = figure; app = appendix; ep = episode; no = number; sc = scene"
)
RULERS = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Prince|Duke|Sultan|Shah|Patriarch|Saint"
NAMES = (
    "Henry|Louis|Charles|Edward|George|William|Richard|James|Elizabeth|Mary|Paul|Pius|Philip|Nicholas|Alexander"
    "|Frederick|Benedict|Leo|Gregory|Innocent|Clement|Urban|Xavier|Juan Carlos|Felipe|Wilhelm|Friedrich|Ramses"
    "|Catherine|Peter|Ivan|Otto|Robert|Haakon|Harald|Gustav|Leopold|Albert|Napoleon|Ptolemy|Darius|Xerxes|Margrethe"
    "|John|Christian|Cleopatra|Sixtus|Boniface|Julius|Adrian|Ferdinand|Emmanuel|Umberto|Alfonso|Carlos|Baldwin|Francis"
    "|Joseph|Ludwig|Rudolf|Maximilian|Mehmed|Selim|Murad|Amenhotep|Thutmose|Casimir|Sigismund|Stephen|Harold|Edmund"
    "|David|Theodore|Thomas|Constantine|Justinian|Pedro|Afonso|Ethelred|Rama|Wenceslaus|Matthias|Baudouin|Tiberius"
)
SEVERAL = r"(?=[IVX]{2})(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|V?I{2,3}|VI)"
"""Numerals of two letters or more that are hardly anything else."""
CERTAIN = (
    r"(?=[IVX]{3})X{0,3}(?:IX|IV|V?I{0,3})|II|IX|(?=[MDCLXVI]{4})M{1,2}(?:CM|D?C{0,3})(?:XC|XL|L?X{0,3})"
    r"(?:IX|IV|V?I{0,3})"
)
"""Those that are read as a number wherever they stand."""
SMALL = "(?:i{1,3}|iv|vi{0,3}|ix|x{1,3}(?:ix|iv|v?i{0,3}))"
BEHIND_NUMERAL = r"(?![\w’-]|'\w{2})"
OF_A_RULER = r"(?:was|is|had|of|died|became|and|who|in|from|to|at|came|on|or|[a-z]{2,12}ed)\b"
COUNTED = "diabetes|error|errors|trial|trials|burns|hypersensitivity|carcinoma|cancer|drug|drugs|collagen|supernova"
LINK = r"(?:,? (?:and|or|to|through|&) |, ?| ?[-\u2013] ?|/)"
ONE = rf"(?:[IVXLC]{{1,7}}|{SMALL})(?![\w’'])"
NAMED_WORDS = rf"(?i:(?:{'|'.join(NUMBERED.split())})s?|(?:{any_of(SHORT)})\.?)"


def _ruler(match: re.Match[str], number: int) -> str | None:
    """Elizabeth I ruled, but not: Paul I know."""
    if match["roman"] == "I" and re.match(rf" (?!{OF_A_RULER})[a-z]", match.string[match.end() : match.end() + 20]):
        return None
    return f"{match['name']} the {ordinal(number)}"


def _part(match: re.Match[str], number: int) -> str:
    """Rocky II, Final Fantasy VII."""
    return f"{match['name']} {cardinal(number)}"


def _list(match: re.Match[str]) -> str | None:
    """Vol. II, Act I, scene ii, chapters I-III and V; but not: the part I like, part i of."""
    listed, word = match["listed"], match["word"]
    doubtful = word.lower() != "war" and listed.split()[-1] in ("I", "i", "x", "v")
    behind = match.string[match.end() : match.end() + 20]
    if listed.upper() in ("C", "L") or (doubtful and re.match(f" (?!{OF_A_RULER}|(?:{COUNTED})\\b)[a-z]", behind)):
        return None
    if any(not roman_value(each.upper()) for each in re.findall(r"\b[IVXLCivxl]+\b", listed)):
        return None
    named = SHORT.get(word.rstrip(".").lower(), word)
    spoken = re.sub(r"\b[IVXLCivxl]+\b", lambda each: cardinal(roman_value(each[0].upper())), listed)
    spoken = re.sub(" ?[-\u2013] ?", " to ", spoken) if "-" in listed or "\u2013" in listed else spoken
    named = named.capitalize() if word[0].isupper() and named != word else named
    return f"{named} {spoken.replace('&', 'and').replace('/', ' ')}"


def _alone(match: re.Match[str]) -> str | None:
    value = roman_value(match["roman"].upper())
    return year(value) if value > 1000 else cardinal(value)


RULES: tuple[Rule, ...] = (
    rule(r"\bWW ?(?:(II|2)|[I1])\b", lambda match: f"World War {'two' if match[1] else 'one'}"),
    numeral(rf"\b(?P<name>{NAMES}){SPACE}", BEHIND_NUMERAL, _ruler),
    numeral(rf"\b(?P<name>(?:{RULERS})(?:{SPACE}[A-Z][a-z]{{1,20}}){{1,2}}){SPACE}", BEHIND_NUMERAL, _ruler),
    numeral(
        rf"\b(?P<name>(?:{NAMES})(?:{SPACE}[A-Z]\.)?{SPACE}[A-Z][a-z]{{2,20}}),?{SPACE}(?=III?\b|IV\b)",
        BEHIND_NUMERAL,
        _ruler,
    ),
    rule(rf"\b(?P<word>{NAMED_WORDS}){SPACE}(?P<listed>{ONE}(?:{LINK}{ONE}){{0,6}})", _list),
    numeral(
        rf"\b(?P<name>(?!(?:The|In|Of|By|This|(?i:{any_of(NUMBERED.split())}))\b)[A-Z][a-z]{{1,20}}){SPACE}"
        rf"(?={SEVERAL}(?!\w))",
        BEHIND_NUMERAL,
        _part,
    ),
    rule(
        r"(?<=\biPhone )X(?! ?[A-Z])|(?<=\bFantasy )[XV](?!\w)|(?<=\b(?:Rocky|Rambo) )V(?!\w)",
        lambda match: cardinal(roman_value(match[0])),
    ),
    numeral(
        r"\b(?=[IVXLC])",
        rf"(?={SPACE}(?:[Cc]entur|Olympi|Congress|Legion|Corps|Army|Winter|Summer))",
        lambda _, n: ordinal(n),
    ),
    numeral(r"\b(?=[IVXLC])", r"(?:th|st|nd|rd)\b", lambda _, n: ordinal(n)),
    rule(
        r"(?:^|(?<=\s))\((?P<roman>i{1,3}|iv|vi{1,3}|ix|x[iv]{1,4}|[IVX]{1,5})\)(?!\w)",
        lambda match: f"({spoken})" if (spoken := _alone(match)) else None,
    ),
    rule(rf"(?<![\w.&/'’-])(?P<roman>{CERTAIN})(?![\w’&/-]|'\w{{2}})", _alone),
    rule(r"\A(?P<roman>[IVX]{2,8})\Z", lambda match: _alone(match) if roman_value(match["roman"]) else None),
    rule(
        rf"^(?P<roman>[IVX]{{1,6}}|{SMALL})(?=\. [A-Z])",
        lambda match: _alone(match) if roman_value(match["roman"].upper()) else None,
        re.MULTILINE,
    ),
)
