"""German roman numerals: rulers with the article that their case asks for, ordinals, numbers of chapters."""

import re

from pipeline.normalize.de_endings import ORDERED, ending
from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_numbers import bare, ordinal, year
from pipeline.normalize.de_ones import before
from pipeline.normalize.de_words import STARTERS
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule
from pipeline.normalize.tables import pairs

NAMES = (
    "Ludwig|Heinrich|Karl|Friedrich|Wilhelm|Otto|Philipp|Paul|Benedikt|Pius|Georg|Eduard|Franz|August|Leopold|Charles"
    "|Johannes|Nikolaus|Alexander|Napoleon|Gregor|Leo|Klemens|Innozenz|Urban|Albrecht|Maximilian|Ferdinand|Joseph|Peter"
    "|Iwan|Richard|Jakob|Robert|Harald|Gustav|Christian|Carl|Felipe|Juan Carlos|Ramses|Louis|Rudolf|Konrad|Ottokar"
    "|George|Harald|Philip|James|Edward|Henry|Henri|Albert|Alfons|Alfonso|Sixtus|Clemens|Julius|Johann|Ernst|Stephan"
    "|Sigismund|Andreas|Erich|Knut|Olaf|Haakon|Frederik|Willem|Baudouin|Rainier|Wenzel|Matthias|Franziskus|Kasimir"
    "|Bonifatius|Cölestin|Umberto|Emanuel|Pedro|Dareios|Ptolemäus|Mehmed|Murad|Selim|Süleyman|Ivan|Hassan|Mohammed"
)
PARTS = (
    "Teil|Kapitel|Akt|Band|Abschnitt|Artikel|Buch|Stufe|Phase|Klasse|Gruppe|Anhang|Szene|Typ|Liga|Team|Bayern|Runde"
    "|Apollo|Rocky|Wars|Hartz|Bowl|Rambo|Weltkrieg|Version|Tafel|Punkt|Quartal|Nummer|Bundesliga|Ebene|Titel|Kategorie"
    "|Modul|Die|Der|Das|Dem|Den|Des|Vom|Zum|Zur|Ein|Eine|Seine|Ihre"
)
QUEENS = (
    "Elisabeth|Elizabeth|Katharina|Margarethe|Margrethe|Isabella|Maria|Viktoria|Anna|Johanna|Beatrix|Mary|Anne|Victoria"
    "|Kleopatra|Christina"
)
REIGNS = "kaiser|kaiserin|könig|königin|papst|zar|zarin|prinz|fürst|herzog|sultan|kurfürst|pharao"
RULER_DATIVE = re.compile(r"\b(?:unter|mit|von|vom|bei|nach|zu|zum|vor|seit|aus|dem|neben|zwischen|gegenüber)\s\Z")
RULER_ACCUSATIVE = re.compile(r"\b(?:gegen|für|durch|über|ohne|um|den|an)\s\Z")
RULER_GENITIVE = re.compile(r"\b(?:des|wegen|während)\s\Z")

SHORT = pairs("Kap = Kapitel; Bd = Band; Nr = Nummer; Art = Artikel; Abs = Absatz; Vol = Volume; Abt = Abteilung")
SHORT_BEFORE = rf"\b(?P<short>{any_of(SHORT)})\.{SPACE}?"
ALONE = r"(?!X{2,3}(?!\w))(?:[IVX]{2,7}|[IVXLCDM]{4,15})"


def _ordinal(match: re.Match[str], number: int) -> str | None:
    """Im XIX. Jahrhundert, das II. Vatikanum; behind a noun it is the number of that: Teil II. Danach."""
    noun, words = match["noun"], before(match)
    behind_noun = re.search(r"[A-ZÄÖÜ][\w-]*\s\Z", match.string[max(match.start() - 30, 0) : match.start()])
    heads = not words or words.endswith("\n")
    if not ORDERED.search(noun) and (
        heads or len(match["roman"]) == 1 or (behind_noun and len(words) != len(behind_noun[0]))
    ):
        return None
    return ordinal(number) + ending(words, gender_of(noun))


def _by_article(match: re.Match[str], number: int) -> str:
    """Ludwig der XIV."""
    return ordinal(number).capitalize() + ending(before(match), None) + full_stop(match)


def _alone(_: re.Match[str], number: int) -> str:
    """Rocky IV, MMXXIV."""
    return year(number) if 1000 < number < 2100 else bare(number)


def _ruler(match: re.Match[str], number: int) -> str:
    """Ludwig XIV. is der Vierzehnte, von Ludwig XIV. is dem Vierzehnten, Elisabeth II. die Zweite."""
    woman = re.match(rf"(?:{QUEENS})s?\b", match["name"].split()[-1]) is not None
    words = re.sub(rf"\b(?:{REIGNS})s?\s\Z", "", before(match))
    words = re.sub(rf"(?:{NAMES}|{QUEENS})\s[ivxlcdm]+\.?\sund\s\Z", "", words, flags=re.IGNORECASE)
    genitive = re.search(r"[^aeiou]s\Z", match["name"]) and not re.search(rf"(?:{NAMES})\Z", match["name"])
    words = re.sub(rf"\b(?:{REIGNS})s?\s\Z", "", words)
    if RULER_GENITIVE.search(words) or genitive:
        article, weak = ("der" if woman else "des"), "n"
    elif RULER_DATIVE.search(words):
        article, weak = ("der" if woman else "dem"), "n"
    elif RULER_ACCUSATIVE.search(words):
        article, weak = ("die", "") if woman else ("den", "n")
    else:
        article, weak = ("die" if woman else "der"), ""
    return f"{match['name']} {article} {ordinal(number).capitalize()}{weak}"


RULES: tuple[Rule, ...] = (
    numeral(r"(?<![\w.])", rf"\.(?={SPACE}(?P<noun>[A-ZÄÖÜ][\w-]{{2,40}}))", _ordinal),
    numeral(
        rf"\b(?P<name>(?:(?:{any_of(NAMES.split('|'))}|{QUEENS})s?|(?:(?i:{REIGNS})s?{SPACE})[A-ZÄÖÜ][a-zäöü]{{2,20}}"
        rf"|(?!(?:{PARTS})\b)[A-ZÄÖÜ][a-zäöü]{{2,20}}(?={SPACE}[IVX]{{2,6}}\.))){SPACE}",
        rf"(?:\.(?!\s{{0,9}}\Z|{STARTERS})|(?!\w))",
        _ruler,
    ),
    numeral(r"(?:(?<=\b[Dd]e[rmns] )|(?<=\b[Dd]ie ))", r"\.(?! ?[A-ZÄÖÜ0-9])", _by_article),
    numeral(SHORT_BEFORE, r"(?![\w'’])", lambda match, number: f"{SHORT[match['short']]} {bare(number)}"),
    numeral(r"(?<=§ )", r"(?![\w'’])", lambda _, number: bare(number)),
    numeral(
        r"(?<![\w.])",
        r"(?=, [IVX]+ (?:und|oder) [IVX]|(?: und | bis | oder |, |[-\u2013])[IVX]{2,6}(?!\w))",
        lambda _, number: bare(number),
    ),
    numeral(rf"(?<![\w.'’])(?={ALONE}(?![\w'’]))", "", _alone),
)
