"""German: ordinals take the ending that the words around them ask for; sums and clocks as they are spoken."""

import re

from pipeline.normalize.counting import half, half_of_unit, priced
from pipeline.normalize.de_endings import RULES as ENDINGS
from pipeline.normalize.de_endings import UNENDING, agreeing
from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_numbers import bare, cardinal, date, fraction, mixed, ordinal, time, year
from pipeline.normalize.de_times import RULES as TIMES
from pipeline.normalize.de_words import (
    ABBREVIATIONS,
    CURRENCIES,
    MAGNITUDES,
    MAY_END_A_SENTENCE,
    MONTH_NAMES,
    MONTHS,
    SIGNS,
    SPELLED,
    UNITS,
)
from pipeline.normalize.language import Language
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import any_of
from pipeline.normalize.rules import rule

NUMBERED = "kapitel teil band artikel abschnitt akt phase stufe klasse typ anhang gruppe buch szene weltkrieg"
ADJECTIVES = (
    "jährig|tägig|stündig|wöchig|monatig|minütig|sekündig|malig|köpfig|seitig|prozentig|fach|teilig|stellig|stöckig"
    "|gängig|zeilig|spurig|türig|reihig|sprachig|bändig|eckig|semestrig"
)
DIGITS_OF = (
    "PLZ|Postleitzahl|PIN|TAN|Code|Kontonummer|Kundennummer|Vorgangsnummer|Bestellnummer|Auftragsnummer|Sendungsnummer"
    "|Mitgliedsnummer|Matrikelnummer|Durchwahl|Ticketnummer|Aktenzeichen|Passwort|Raumcode|BLZ|Bankleitzahl|Code lautet"
)
CALLING = ("[Nn]otruf", r"\bunter", r"\bdie", r"\bder", r"\bAnruf bei")
JOINED = [sign for sign in UNITS if sign.isalpha()]
TOWN = r"(?= [A-ZÄÖÜ][a-zäöüß]{2,})"


def _adjective(match: re.Match[str]) -> str:
    """18-jährig, 3fach."""
    word = bare(int(match[1])).removesuffix("s") if match[1] == "1" else bare(int(match[1]))
    return f"{word.capitalize() if match[2][0].isupper() else word}{match[2].lower()}"


def _stroke(match: re.Match[str]) -> str | None:
    """50/50 and 80/20 side by side, a blood pressure of 120/80."""
    above, below = int(match[1]), int(match[2])
    if above < below or (above, below) == (1, 1):
        return None
    pressure = 80 <= above <= 250 and 40 <= below <= 150
    return f"{bare(above)} {'zu ' if pressure else ''}{bare(below)}"


def _by_digit(match: re.Match[str]) -> str:
    return " ".join(bare(int(digit)) for digit in match[0])


def _code(match: re.Match[str]) -> str:
    """PIN 4711."""
    return match["named"] + " ".join(bare(int(digit)) for digit in match["digits"])


def _page(match: re.Match[str]) -> str:
    """S. 5; behind a paragraph of a law it is a sentence."""
    law = re.search(r"(?:Abs\.|Absatz|§) [0-9]{1,3}[a-z]? \Z", match.string[max(match.start() - 20, 0) : match.start()])
    return "Satz" if law else "Seite"


def _inches(match: re.Match[str]) -> str | None:
    """27 Zoll, but not where a quotation ends."""
    before = match.string[max(match.start() - 300, 0) : match.start()]
    return None if match[0] == '"' and before.count('"') % 2 else " Zoll"


def _joined_unit(match: re.Match[str]) -> str:
    """A 2-m-Kabel, a 1,5-l-Flasche."""
    whole, _, decimals = match["count"].partition(",")
    spoken = " ".join([bare(int(whole)), *(["Komma", *(bare(int(each)) for each in decimals)] if decimals else [])])
    return f"{spoken}-{UNITS[match['unit']].one}-"


def _out_of(match: re.Match[str]) -> str:
    """4,5/5 Sternen."""
    decimal = f" Komma {bare(int(match[2]))}" if match[2] else ""
    return f"{bare(int(match[1]))}{decimal} von {bare(int(match[3]))}"


def _map_scale(match: re.Match[str]) -> str:
    return f"{bare(int(match[1]))} zu {bare(int(match[2].replace('.', '')))}"


def _words_in_a_tag(match: re.Match[str]) -> str:
    return "Hashtag " + re.sub("(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", match[1])


RULES = (
    rule(rf"(?<![\w.,])([0-9]{{1,4}})-?((?i:{ADJECTIVES})[a-z]{{0,6}})(?!\w)", _adjective),
    rule(
        r"(?<![\w.,])(?<![=+*/^-] )([0-9]{1,3})(?:x(?! ?[=+*/^-])|×|-?[mM]al)(?! ?[0-9])\b",
        lambda match: f"{cardinal(int(match[1]))}mal",
    ),
    rule(r"\b[Ss]\.(?=[ \u00a0]?[0-9])", _page),
    rule(r"\b[Ss]\. (?=(?:S\.|Abb\.|Tab\.|Kap\.|Anhang|Seite)\s?[0-9])", lambda _: "siehe "),
    rule(r"(?<=[0-9]) ?(ff?)\.", lambda match: f" folgende{full_stop(match)}"),
    rule(r"(?<=[0-9€])/(?=(?:Sekunde|Minute|Stunde|Tag|Nacht|Woche|Monat|Jahr|Person)\b)", lambda _: " pro "),
    rule(r"(?<=[0-9])[,.](?:-{1,2}|[\u2013\u2014])(?![\w-])", lambda _: ""),
    half({"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.__getitem__, lambda _, word: gender_of(word)),
    half_of_unit({"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.__getitem__, UNITS),
    priced("pro|je", UNITS),
    rule(
        r"(?:(?<=[0-9], )|(?<=[0-9][a-z], )|(?<=\b[iI]n )(?![0-9]{3}00)|(?<=^)"
        r"|(?<=\n)|(?<=\bD-)|(?<=[0-9][a-z] ))[0-9]{5}" + TOWN,
        _by_digit,
    ),
    rule(rf"(?:{'|'.join(f'(?<={word} )' for word in CALLING)})11[026](?! ?[\w%€])", _by_digit),
    rule(rf"(?P<named>\b(?:{DIGITS_OF})(?: ist| lautet|:)?:? )(?P<digits>[0-9]{{4,12}})(?![\w-]|[.,][0-9])", _code),
    rule(r"(?<![\w.,:])([0-9]{1,3}):([0-9]{1,3}(?:\.[0-9]{3}){1,3})(?!\w)", _map_scale),
    rule(r"(?<![\w.,/:-])([0-9]{1,3})/([0-9]{1,3})(?![\w/]|[.,:-][0-9])", _stroke),
    rule(r"(?<![\w&/#])#([^\W\d_]{2,60})", _words_in_a_tag),
    rule(r"(?<=[a-zäöüß])(?:[*:_]|/-?)(?=in(?:nen)?\b)", lambda _: " "),
    rule(r"(?<=[a-zäöüß])Innen\b", lambda _: " innen"),
    rule(r"\bHbf\b(?!\.)", lambda _: "Hauptbahnhof"),
    rule(r"\bkm(?= [0-9])", lambda _: "Kilometer"),
    rule(r"(?<=[a-zäöüß.] )u\.(?= \w)", lambda _: "und"),
    rule(r"(?<=[a-zäöüß] )v\.(?= [A-ZÄÖÜ])", lambda _: "von"),
    rule(r"\ba\. ?M\.(?!\w)", lambda match: f"am Main{full_stop(match)}"),
    rule(r"\ba\. ?d\. (?=[A-ZÄÖÜ])", lambda _: "an der "),
    rule(r"(?<=[0-9])[\"”″](?![\w\"])", _inches),
    rule(
        rf"(?<![\w.,-])(?P<count>[0-9]{{1,6}}(?:,[0-9]{{1,2}})?)-(?P<unit>{any_of(JOINED)})-(?=[A-ZÄÖÜ])", _joined_unit
    ),
    rule(r"(?<![\w.,])([0-9]{1,3}) ?%-?(ig[a-z]{0,3})\b", lambda match: f"{bare(int(match[1]))}prozent{match[2]}"),
    rule(
        r"(?<![\w.,/])([0-9])(?:,([0-9]))?/(5|10|20|100)(?=(?<=,[0-9]/5)|(?<=,[0-9]/10)| (?:Punkt|Stern))(?!\w)",
        _out_of,
    ),
    rule(r"(?<=[0-9]) : (?=[0-9]{1,9} ?=)", lambda _: " geteilt durch "),
    rule(r"(?<=[0-9]) : (?=[0-9])", lambda _: " zu "),
    rule(r"(?<=[0-9]) - (?=[0-9]{1,2}(?:[.:][0-9]{2})? ?Uhr)", lambda _: " bis "),
    rule(r"(?<=[a-zäöüß])/(?=(?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr|Person)\b)", lambda _: " pro "),
    rule(r"(?<=[A-Z]{2})[0-9]{5,15}(?!\w)", _by_digit),
    rule(r"(?<=[a-zäöüß] )v\.(?= [0-9]{1,2}\.)", lambda _: "vom"),
    rule(
        r"(?:(?<=[0-9])|(?<=[a-z.])(?=/k?m[²2³]|/ha\b))/(?P<unit>km²|m²|m2|m³|ha|km|kg|ml|l|dl|h)(?!\w)",
        lambda match: f" pro {UNITS[match['unit']].one}",
    ),
    rule(r"(?<=[0-9]\. )Min\.", lambda match: f"Minute{full_stop(match)}"),
    rule(r"(?<![\w’'])['’](?=[0-9]{2}(?![\w'’]))", lambda _: ""),
    rule("§§", lambda _: "Paragrafen"),
    rule(r"\b(\w{2,40}s)tr\.(?!\w)", lambda match: f"{match[1]}traße{full_stop(match)}"),
    rule(r"\b(\w{3,40})nr\.(?!\w)", lambda match: f"{match[1]}nummer"),
)

LANGUAGE = Language(
    code="de",
    decimal_mark=",",
    group_marks=".\u00a0\u202f'’",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=r"(?!)(?P<number>)",  # de_endings reads them
    year=year,
    year_pattern="1[1-9][0-9]{2}",
    date=date,
    date_order="dmy",
    agreeing=agreeing,
    months=MONTHS,
    month_names=MONTH_NAMES | {"sept": 9, "mrz": 3, "jänner": 1},
    time=time,
    time_suffix="Uhr",
    fraction=fraction,
    mixed=mixed,
    ratio="zu",
    currencies=CURRENCIES,
    with_cents="{units} {cents}",
    magnitudes=MAGNITUDES,
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=frozenset(MAY_END_A_SENTENCE),
    signs=SIGNS,
    decimal_word="Komma",
    minus="minus",
    to="bis",
    spelled=SPELLED,
    power="hoch",
    roman_before=dict.fromkeys(NUMBERED.split(), "cardinal"),
    unending=UNENDING,
    version_word="Version",
    per="pro",
    phones=(r"\(0 [0-9]{2,4}\)(?: ?[/-]? ?[0-9]{2,9}){1,5}(?![\w-])",),
    rules=(*TIMES, *RULES, *ENDINGS),
)
