"""German: ordinals take the ending that the words around them ask for; sums and clocks as they are spoken."""

import re

from pipeline.normalize.counting import priced
from pipeline.normalize.de_adjectives import RULES as ADJECTIVE
from pipeline.normalize.de_digits import PHONES
from pipeline.normalize.de_digits import RULES as DIGITS
from pipeline.normalize.de_endings import RULES as ENDINGS
from pipeline.normalize.de_endings import UNENDING, agreeing
from pipeline.normalize.de_money import RULES as MONEY
from pipeline.normalize.de_numbers import bare, cardinal, date, fraction, mixed, ordinal, time, year
from pipeline.normalize.de_ones import RULES as ONES
from pipeline.normalize.de_romans import RULES as ROMANS
from pipeline.normalize.de_signs import RULES as SIGNED
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
    STARTERS,
    UNITS,
)
from pipeline.normalize.language import Language
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import any_of
from pipeline.normalize.rules import needing, rule
from pipeline.normalize.tables import pairs

NUMBERED = "kapitel teil band artikel abschnitt akt phase stufe klasse typ anhang gruppe buch szene weltkrieg"
ADJECTIVES = (
    "jährig|tägig|stündig|wöchig|monatig|minütig|sekündig|malig|köpfig|seitig|prozentig|fach|teilig|stellig|stöckig"
    "|gängig|zeilig|spurig|türig|reihig|sprachig|bändig|eckig|semestrig"
)
PREPOSITIONS = pairs("b = bei; f = für; m = mit; n = nach; o = ohne")
JOINED = [sign for sign in UNITS if sign.isalpha()]


def _adjective(match: re.Match[str]) -> str:
    """18-jährig, 3fach."""
    word = bare(int(match[1])).removesuffix("s") if match[1] == "1" else bare(int(match[1]))
    return f"{word.capitalize() if match[2][0].isupper() else word}{match[2].lower()}"


def _stroke(match: re.Match[str]) -> str | None:
    """50/50 and 80/20 side by side, a blood pressure of 120/80; 5/4 is a fraction."""
    above, below = int(match[1]), int(match[2])
    if (above, below) == (1, 1):
        return None
    if above < below and not (above > 20 and 30 < below < 100):
        return None
    if below < 10 and above < 20 and above % below:
        return fraction(above, below)
    pressure = 80 <= above <= 250 and 40 <= below <= 150
    return f"{bare(above)} {'zu ' if pressure else ''}{bare(below)}"


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
    spoken = " ".join(
        [
            bare(int(whole)) if decimals else cardinal(int(whole)),
            *(["Komma", *(bare(int(each)) for each in decimals)] if decimals else []),
        ]
    )
    return f"{spoken}-{UNITS[match['unit']].one}-"


def _out_of(match: re.Match[str]) -> str:
    """4,5/5 Sternen."""
    decimal = f" Komma {bare(int(match[2]))}" if match[2] else ""
    return f"{bare(int(match[1]))}{decimal} von {bare(int(match[3]))}"


def _map_scale(match: re.Match[str]) -> str:
    return f"{bare(int(match[1]))} zu {bare(int(match[2].replace('.', '')))}"


def _words_in_a_tag(match: re.Match[str]) -> str:
    return "Hashtag " + re.sub("(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", match[1])


def _word_at_the_end(match: re.Match[str]) -> str | None:
    """Er heißt Max. and auf diese Art. end a sentence; seit Jan. is an abbreviation there too."""
    before = match.string[max(match.start() - 10, 0) : match.start()]
    dated = re.search(r"\b(?:[Ii]m|[Ss]eit|[Bb]is|Ende|Anfang|Mitte|[Aa]b|\.)\s\Z", before)
    return None if dated or not before.strip() else match[0]


def _decided(match: re.Match[str]) -> str:
    """4:1 n. V., 5:4 i. E."""
    ended = "Verlängerung" if match[2] == "V" else "Elfmeterschießen"
    return f"{'im' if match[1] == 'i' else 'nach'} {ended}{full_stop(match)}"


RULES = (
    rule(rf"\b(?:Max|Art|Jan|Kap|Mag|Pos|Tab|Red)\.(?=\s*\Z|\n|{STARTERS})", _word_at_the_end),
    rule(r"(?<=[a-zäöüß.] )([bfmno])\.(?= [A-ZÄÖÜ][a-zäöü])", lambda match: PREPOSITIONS[match[1]]),
    rule(r"(?:(?<=\s)|^)(?:[:;]-?[()DP]|<3)(?!\S)", lambda _: ""),
    rule(r"(?<=[0-9])/(?=[0-9])", lambda _: " Schrägstrich "),
    rule(rf"(?<![\w.,])([0-9]{{1,4}})-?((?i:{ADJECTIVES})[a-z]{{0,6}})(?!\w)", _adjective),
    rule(
        r"(?<![\w.,])(?<![=+*/^-] )([0-9]{1,3})(?:x(?! ?[=+*/^-])|×|-?[mM]al)(?! ?[0-9])\b",
        lambda match: f"{cardinal(int(match[1]))}mal",
    ),
    rule(r"\b[Ss]\.(?=[ \u00a0]?[0-9])", _page),
    rule(r"\b[Ss]\. (?=(?:S\.|Abb\.|Tab\.|Kap\.|Anhang|Seite)\s?[0-9])", lambda _: "siehe "),
    rule(r"(?<=[0-9]) ?(ff?)\.", lambda match: f" folgende{full_stop(match)}"),
    rule(r"(?<=[0-9€])/(?=(?:Sekunde|Minute|Stunde|Tag|Nacht|Woche|Monat|Jahr|Person)\b)", lambda _: " pro "),
    priced("pro|je", UNITS),
    rule(r"(?<![\w.,:])([0-9]{1,3}):([0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{4,7})(?!\w|[:.,][0-9])", _map_scale),
    rule(r"(?<![\w.,/:-])([1-9][0-9]{0,2})/([1-9][0-9]{0,2})(?![\w/]|[.,:-][0-9]| [0-9]{2}| ?=)", _stroke),
    rule(r"(?<![\w&/#])#(?=[0-9]{0,9}[^\W\d_])(\w{2,60})", _words_in_a_tag),
    rule(r"(?<=[a-zäöüß])(?:[*:_]|/-?)(?=in(?:nen)?\b)", lambda _: " "),
    rule(r"(?<=[a-zäöüß])Innen\b", lambda _: " innen"),
    rule(r"\bHbf\b(?!\.)", lambda _: "Hauptbahnhof"),
    rule(r"\bkm(?= [0-9])", lambda _: "Kilometer"),
    rule(r"(?<=[\wäöüß.)] )u\.(?= \w)(?! ?[aUuWwÄ]\.)", lambda _: "und"),
    rule(r"(?<=[a-zäöüß.] )v\.(?= (?!Chr\.)[A-ZÄÖÜ][a-zäöü])", lambda _: "von"),
    rule(
        r"(?<=\beine )(?:Mio|Mrd|Bio)\b\.?", lambda match: MAGNITUDES[match[0].rstrip(".") + "."].one + full_stop(match)
    ),
    rule(r"\ba\. ?M\.(?!\w)", lambda match: f"am Main{full_stop(match)}"),
    rule(r"\ba\. ?d\. (?=[A-ZÄÖÜ][a-zäöü])", lambda _: "an der "),
    rule(r"(?<=[0-9])[\"”″](?![\w\"])", _inches),
    rule(
        rf"(?:(?<![\w.,-])|(?<=[0-9]x))(?P<count>[0-9]{{1,6}}(?:,[0-9]{{1,2}})?)-(?P<unit>{any_of(JOINED)})-(?=[A-ZÄÖÜ])",
        _joined_unit,
    ),
    rule(r"(?<![\w.,])([0-9]{1,3}) ?%-?(ig[a-z]{0,3})\b", lambda match: f"{bare(int(match[1]))}prozent{match[2]}"),
    rule(r"(?<=[0-9]) ?%-?(ig[a-z]{0,3})\b", lambda match: f"-prozent{match[1]}"),
    rule(
        r"(?<![\w.,])([0-9]{1,2}) ?x (?=tgl|täglich|wöchentlich|monatlich|jährlich|am |pro |die |in der )",
        lambda match: f"{cardinal(int(match[1]))}mal ",
    ),
    rule(r"(?<=:[0-9] )([niN])\. ?([VE])\.", _decided),
    rule(r"\bEuro (?=(?:[1-7]|(?:19|20)[0-9]{2})(?![\w]|[.,][0-9]| ?(?:Euro|€)))", lambda match: match[0]),
    rule(
        r"(?:(?<=Maßstab )|(?<=Verhältnis )|(?<=\bM )|(?<=Quote )|(?<=Stand ))([0-9]{1,3}):([0-9]{1,3})(?![\w:.])",
        _map_scale,
    ),
    rule(
        r"(?<![\w.,/])([0-9])(?:,([0-9]))?/(5|10|20|100)(?=(?<=,[0-9]/5)|(?<=,[0-9]/10)| (?:Punkt|Stern))(?!\w)",
        _out_of,
    ),
    rule(r"(?<=[0-9]) : (?=[0-9])", lambda _: " zu "),
    rule(r"(?<=[0-9]) - (?=[0-9]{1,2}(?:[.:][0-9]{2})? ?Uhr)", lambda _: " bis "),
    rule(r"(?<=[a-zäöüß])/(?=(?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr|Person)\b)", lambda _: " pro "),
    rule(r"(?<=[a-zäöüß] )v\.(?= [0-9]{1,2}\.)", lambda _: "vom"),
    rule(
        r"(?:(?<=[0-9])|(?<=[a-z.])(?=/k?m[²2³]|/ha\b))/(?P<unit>km²|m²|m2|m³|ha|km|kg|ml|l|dl|h|min|Min\.|s)(?!\w)",
        lambda match: f" pro {UNITS[match['unit']].one}",
    ),
    rule(r"(?<=[0-9]\. )Min\.", lambda match: f"Minute{full_stop(match)}"),
    rule(r"(?<![\w’'])['’](?=[0-9]{2}(?![\w'’]))", lambda _: ""),
    rule("§§", lambda _: "Paragrafen"),
    rule(r"\b(\w{2,40}s)tr\.(?!\w)", lambda match: f"{match[1]}traße{full_stop(match)}"),
    rule(r"\b([A-ZÄÖÜ][\w-]{2,40}p)l\.(?= ?[0-9])", lambda match: f"{match[1]}latz"),
    rule(r"(?<=[0-9] )St\.(?! [A-ZÄÖÜ])", lambda match: f"Stück{full_stop(match)}"),
    rule(r"\b(?:Gr|Kl)\.(?= ?[0-9XSML])", lambda match: {"G": "Größe", "K": "Klasse"}[match[0][0]]),
    rule(r"\bV(?=[0-9]{1,2}(?!\w|\.[0-9]))", lambda _: "V "),
    rule(r"\b([CF])#(?!\w)", lambda match: f"{match[1]} sharp"),
    rule(r"(?:(?<!\w)#|№ ?|\bNo\. ?)(?=[0-9]{1,6}(?!\w))", lambda _: "Nummer "),
    rule(r"(?<=[0-9])\.(?=x\b)", lambda _: " Punkt "),
    rule(r"(?<=\bpro )(?:Std|Min|Sek)\.", lambda match: UNITS[match[0]].one + full_stop(match)),
    rule(r"\((?:\* ?|geb\. )(?=[0-9])", lambda _: "(geboren "),
    rule(
        rf"\bgeb\. (?=(?!{'|'.join(MONTHS)})[A-ZÄÖÜ][a-zäöü])",
        lambda _: "geborene ",
    ),
    rule(r"†(?= [0-9])", lambda _: "gestorben"),
    rule(r"[Ø∅⌀](?= ?[0-9]{1,4}(?:,[0-9]{1,2})? ?(?:mm|cm|m)\b)", lambda _: "Durchmesser"),
    rule("[Øø⌀](?= )", lambda _: "durchschnittlich"),
    rule(r"(?<=Str\. )d\.(?= [0-9])", lambda _: "des"),
    rule(r"\b(\w{3,40})nr\.(?!\w)", lambda match: f"{match[1]}nummer"),
)

LANGUAGE = Language(
    code="de",
    decimal_mark=",",
    group_marks=". \u00a0\u202f'’",
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
    phones=PHONES,
    rules=(
        *needing("[0-9]", (*MONEY, *DIGITS)),
        *TIMES,
        *needing("[0-9½]", ONES),
        *SIGNED,
        *RULES,
        *needing("[0-9]", ENDINGS),
        *ROMANS,
        *ADJECTIVE,
    ),
)
