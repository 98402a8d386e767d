"""German endings: of ordinals, of dates, of rulers and of "ein", as the words around them ask for."""

import re

from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_numbers import date, ordinal
from pipeline.normalize.de_words import CURRENCIES, MAGNITUDES, MONTH_NAMES, UNITS
from pipeline.normalize.language import Gender
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule, rule

WITH_DATIVE = "in|an|auf|mit|von|zu|nach|bei|aus|seit|vor|unter|während|wegen|neben|hinter|über|zwischen|trotz|statt"
WEAK_N = re.compile(
    r"\b(?:am|im|zum|zur|vom|v\.|beim|dem|den|des|bis|ab|seit|ins|zwischen|(?:[mdsk]?ein|ihr|unser|euer|unsr|eur|jed|dies|jen)"
    rf"e[mnrs]|(?:{WITH_DATIVE}) (?:der|dieser|jeder))\s*$"
)
FEMININE_N = re.compile(r"\b(?:der|dieser|jeder)\s*$")
WEAK = re.compile(r"\b(?:der|die|das|dies(?:e|er|es)|jed(?:e|er|es)|(?:[mdsk]?ein|ihr|unser|unsr|eur)e)\s*$")
WITH_EIN = re.compile(r"\b(?:[mdsk]?ein|ihr|unser|euer)\s*$")
DATIVE = re.compile(rf"\b(?:{WITH_DATIVE})\s*$")
ACCUSATIVE = re.compile(r"\b(?:für|gegen|ohne|durch|um)\s*$")
STRONG: dict[str, dict[Gender, str]] = {
    "dative": {"m": "m", "f": "r", "n": "m"},
    "accusative": {"m": "n", "f": "", "n": "s"},
    "nominative": {"m": "r", "f": "", "n": "s"},
}

DAY = "(?:mo|di|mi|do|fr|sa|so)(?:ntag|enstag|ttwoch|nnerstag|eitag|mstag|nnabend)?"
SKIPPED = re.compile(
    rf"(?:(?<!\w){DAY}\.?,?\s{{1,3}}|[0-9]{{1,3}}\.(?:[0-9]{{1,2}}\.)?(?:[0-9]{{4}})?\s?(?:[-\u2013/,]|und|u\.|oder|bis|sowie)\s?)\Z"
)
"""What stands between the word that asks for an ending and the ordinal: the day of the week, another ordinal."""

BEFORE = re.compile(
    rf"\b(?:am|im|zum|zur|vom|beim|ins|der|die|das|dem|den|des|(?:[mdsk]?ein|ihr|unser|unsr|eur|jed|dies)(?:e[mnrs]?)?"
    rf"|und|bis|ab|für|als|{WITH_DATIVE})\s\Z"
)
UNENDING = (
    r"\b(?i:am|im|zum|zur|vom|beim|ins|der|die|das|dem|den|des|(?:[mdsk]?ein|ihr|unser|jed|dies)(?:e[mnrs]?)?|und|bis"
    r"|ab|ihrer|in|auf|mit|nach|seit|vor|unter|für) (?:[0-9]{1,3}|[IVX]{1,6})\.\s"
    r"(?!(?:Der|Die|Das|Er|Sie|Es|Ich|Wir|Ein|Eine|Da|Dann)\b)\w"
    r"|\b(?:[0-9]{1,3}|[IVX]{1,6})\.\s(?:Jahrhundert|Weltkrieg|Bundesliga|Liga|Platz|Klasse|Stock|Etage|Mal|Kapitel|Auflage)"
    r"|\b[0-9]{1,2}\.\s?[0-9]{1,2}\.\s[a-zäöü0-9]|\b(?:S|Az|Tel|Bd|Kl)\.\s[0-9]|\b[A-ZÄÖÜ]\.\s[A-ZÄÖÜ][a-zäöü]"
)
ORDERED = re.compile(
    r"(?:jahrhundert|jahrtausend|stock|etage|obergeschoss|platz|klassen?|mal|quartal|liga|geburtstag|weltkrieg|auflage"
    r"|semester|spieltag|runde|halbzeit|staffel|vorsitzende[rn]?|rang|advent|fc|halbjahr|bürgermeister(?:in)?|akt|satz"
    r"|bezirk|feiertag|og|ug|geschoss|hälfte|stelle|wahlgang|generation|ordnung|grades|preis|versuch|termin|tag|woche|jhd?"
    r"|jahrestag|minute|etappe|lebensjahr|hilfe|schicht|reihe|instanz|person|strophe|stufe|sinfonie|symphonie)\Z",
    re.IGNORECASE,
)
CHAINED = r"(?:\s?[-\u2013/]\s?|,\s|\s(?:und|oder|bis|sowie|u\.|bis zum|bis zur)\s)[0-9]{1,3}\."
BEHIND = re.compile(
    rf"(?P<chain>(?:{CHAINED}){{0,3}})\s(?P<lower>(?:[a-zäöüß][\w-]{{1,30}}\s){{0,2}})(?P<noun>[A-ZÄÖÜ][\w-]*)?"
)
YEAR = re.compile("(?:1[1-9]|20)[0-9]{2}")
LIKE_ADJECTIVES = re.compile(r"(?:(?!(?:ein|dies|jed|d|ihr|sein|mein)e[rnsm]?\s)[a-zäöüß]{2,30}e[rnsm]?\s)*")

NAMES = (
    "Ludwig|Heinrich|Karl|Friedrich|Wilhelm|Otto|Philipp|Paul|Benedikt|Pius|Georg|Eduard|Franz|August|Leopold|Charles"
    "|Johannes|Nikolaus|Alexander|Napoleon|Gregor|Leo|Klemens|Innozenz|Urban|Albrecht|Maximilian|Ferdinand|Joseph|Peter"
    "|Iwan|Richard|Jakob|Robert|Harald|Gustav|Christian|Carl|Felipe|Juan Carlos|Ramses|Louis|Rudolf|Konrad|Ottokar"
)
PARTS = "Teil|Kapitel|Akt|Band|Abschnitt|Artikel|Buch|Stufe|Phase|Klasse|Gruppe|Anhang|Szene|Typ|Liga|Team|Bayern|Runde"
QUEENS = "Elisabeth|Elizabeth|Katharina|Margarethe|Margrethe|Isabella|Maria|Viktoria|Anna|Johanna|Beatrix"
REIGNS = "kaiser|kaiserin|könig|königin|papst|zar|zarin|prinz|fürst|herzog|sultan|kurfürst|pharao"
RULER_DATIVE = re.compile(r"\b(?:unter|mit|von|vom|bei|nach|zu|zum|vor|seit|aus|dem|neben|zwischen|gegenüber)\s\Z")
RULER_ACCUSATIVE = re.compile(r"\b(?:gegen|für|durch|über|ohne|um|den|an)\s\Z")
RULER_GENITIVE = re.compile(r"\b(?:des|wegen|während)\s\Z")

NUMBERED = re.compile(
    r"(?:platz|nummer|nr\.|gleis|zimmer|raum|runde|spieltag|station|linie|ausgabe|seite|s\.|halle|terminal|formel|liga"
    r"|option|variante|aufgabe|frage|schritt|lektion|folge|staffel|level|tisch|block|teil|kapitel|band|artikel|absatz"
    r"|phase|stufe|klasse|typ|gruppe|abs\.|art\.|version|punkt|tag|woche|monat|§)\s\Z"
)
TAKING = re.compile(
    r"\b(?:dauer\w*|brauch\w*|benötig\w*|habe?n?|hat|hatten?|nehmen?(?: sie)?|nimmt?|koste\w*|gibt|gab|bestell\w*"
    r"|kauf\w*|für|um|ohne|gegen|durch|pro|je|über|auf|nur noch)\s"
    r"(?:nur |noch |ca\. |etwa |rund |genau |mindestens )?\Z"
)
LASTING = re.compile(r"\b(?:dauert|dauerte|kostet|kostete|braucht|benötigt)\b")
GIVEN = re.compile(
    r"\b(?:in|vor|nach|mit|von|bei|seit|aus|zu|ab|innerhalb von|binnen)\s"
    r"(?:nur |ca\. |etwa |rund |genau |mindestens )?\Z"
)


def before(match: re.Match[str]) -> str:
    return match.string[max(match.start() - 60, 0) : match.start()].lower()


def ending(words: str, gender: Gender | None) -> str:
    """Of an ordinal in -te behind these words in lower case: am dritten, der dritte, ein drittes."""
    while (shorter := SKIPPED.sub("", words)) != words:
        words = shorter
    words = words.rstrip(", ")
    if WEAK_N.search(words) or (gender in ("f", "n") and FEMININE_N.search(words)):
        return "n"
    if WEAK.search(words):
        return ""
    dative = gender and DATIVE.search(words) and not WITH_EIN.search(words)
    case = "dative" if dative else "accusative" if ACCUSATIVE.search(words) else "nominative"
    return STRONG[case][gender or "m"]


def agreeing(spoken: str, words: str) -> str:
    """A date, as the words before it ask for."""
    word, space, rest = spoken.partition(" ")
    return word + ending(words, None) + space + rest


def _ordinal(match: re.Match[str]) -> str | None:
    """Behind a word that leads to one, before a word in lower case, before a noun that is mostly counted so."""
    if YEAR.fullmatch(match["number"]):
        return None
    behind = BEHIND.match(match.string, match.end())
    noun = behind["noun"] if behind else None
    if behind is None or ((noun or "").lower() in MONTH_NAMES and not behind["chain"]):
        return None
    if behind["lower"] and not LIKE_ADJECTIVES.fullmatch(behind["lower"]):
        noun = None
    words = before(match)
    lists = not words or words.endswith("\n")
    known = (
        BEFORE.search(words)
        or (noun and ORDERED.search(noun))
        or behind["chain"]
        or words.endswith((", ", "("))
        or (behind["lower"] and not lists)
    )
    if not known and not SKIPPED.search(words):
        return None
    month = (noun or "").lower() in MONTH_NAMES
    return ordinal(int(match["number"].replace(".", ""))) + ending(
        words, None if month else gender_of(noun) if noun else None
    )


def _last(match: re.Match[str]) -> str | None:
    """Vor dem 2. where the text ends, in der 90.+4 Minute."""
    words, ends = before(match), match.end() == len(match.string.rstrip())
    if not re.search(r"\b(?:am|zum|vom|dem|den|beim|des|der|wurde|als)\s\Z", words):
        return None
    return f"{ordinal(int(match['number']))}{ending(words, 'f' if not ends else None)}{'.' if ends else ''}"


def _in_a_group(match: re.Match[str]) -> str:
    """Zu 4. are four people."""
    return ordinal(int(match[1])).removesuffix("e") + full_stop(match)


def _roman(match: re.Match[str], number: int) -> str | None:
    """Im XIX. Jahrhundert."""
    noun = match["noun"]
    return ordinal(number) + ending(before(match), gender_of(noun)) if ORDERED.search(noun) else None


def _day_and_month(match: re.Match[str]) -> str | None:
    """Am 3.5., but not: Version 1.5."""
    words = before(match)
    led = WEAK_N.search(words) or WEAK.search(words) or SKIPPED.search(words)
    inside = re.match(r"\s?(?:[-\u2013)]|,|bis\b)", match.string[match.end() : match.end() + 5])
    if not (led or inside):
        return None
    return agreeing(date(int(match[1]), int(match[2]), None), words) + full_stop(match)


def _short_year(match: re.Match[str]) -> str | None:
    """01.02.24, but no version."""
    words = before(match)
    if re.search(r"version\s\Z", words):
        return None
    short = int(match[3])
    return agreeing(date(int(match[1]), int(match[2]), short + (2000 if short < 50 else 1900)), words)


def _ruler(match: re.Match[str], number: int) -> str:
    """Ludwig XIV. is der Vierzehnte, von Ludwig XIV. is dem Vierzehnten, Elisabeth II. die Zweite."""
    woman = re.match(rf"(?:{QUEENS})s?\b", match["name"].split()[-1]) is not None
    words = re.sub(rf"\b(?:{REIGNS})s?\s\Z", "", before(match))
    words = re.sub(rf"(?:{NAMES}|{QUEENS})\s[ivxlcdm]+\.?\sund\s\Z", "", words, flags=re.IGNORECASE)
    if RULER_GENITIVE.search(words) or (match["name"][-1] == "s" and not re.search(rf"(?:{NAMES})\Z", match["name"])):
        article, weak = ("der" if woman else "des"), "n"
    elif RULER_DATIVE.search(words):
        article, weak = ("der" if woman else "dem"), "n"
    elif RULER_ACCUSATIVE.search(words):
        article, weak = ("die", "") if woman else ("den", "n")
    else:
        article, weak = ("die" if woman else "der"), ""
    return f"{match['name']} {article} {ordinal(number).capitalize()}{weak}"


def _one(match: re.Match[str]) -> str | None:
    """1 Stunde, in 1 Stunde, für 1 Tag."""
    gender, words = gender_of(match["noun"]), before(match)
    tables = (UNITS, CURRENCIES, MAGNITUDES)
    known = any(match["noun"] + dot in table for table in tables for dot in ("", "."))
    if NUMBERED.search(words) or match["noun"] in MAGNITUDES:
        return None
    if GIVEN.search(words):
        return "einer" if gender == "f" else "einem"
    if gender == "m" and (TAKING.search(words) or LASTING.search(words)):
        return "einen"
    return None if known else "eine" if gender == "f" else "ein"


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,:/])(0?[1-9]|[12][0-9]|3[01])\. ?(0?[1-9]|1[0-2])\. ?([0-9]{2})(?![0-9]|[.:,][0-9]|\s?Uhr)",
        _short_year,
    ),
    rule(r"(?<![\w.,:])(0?[1-9]|[12][0-9]|3[01])\. ?(0?[1-9]|1[0-2])\.(?! ?[0-9])", _day_and_month),
    rule(
        rf"(?<![\w.,/])(?P<number>[0-9]{{1,3}}(?:\.?[0-9]{{3}})?)\.(?=(?:{CHAINED})|{SPACE}[^\W\d_])",
        _ordinal,
    ),
    rule(r"(?<![\w.,/])(?P<number>[0-9]{1,3})\.(?:(?=\s{0,9}\Z)|(?= ?\+ ?[0-9]))", _last),
    rule(
        r"(?:(?<=\()|(?<=[.0-9], ))([0-9]{1,3})\.(?=[,)]|\+[0-9])",
        lambda match: ordinal(int(match[1])) + (" " if match.string[match.end()] == "+" else ""),
    ),
    rule(r"(?<=\b[zZ]u )([2-9]|1[0-2])\.(?!\w|\s[A-ZÄÖÜ])", _in_a_group),
    rule(r"(?<=[0-9]\.) ?[-\u2013] ?(?=[0-9]{1,2}\.)|(?<=\.[0-9]{4}) ?[-\u2013] ?(?=[0-9]{1,2}\.)", lambda _: " bis "),
    rule(
        rf"(?<![\w.,:/§€$-])1(?={SPACE}(?:[a-zäöüß]{{3,20}}e[rnsm]?{SPACE})?(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{2,40}})(?![\w@/-]|\.\w))",
        _one,
    ),
    numeral(r"(?<![\w.])", rf"\.(?={SPACE}(?P<noun>[A-ZÄÖÜ][\w-]{{2,40}}))", _roman),
    numeral(
        rf"\b(?P<name>(?:(?:{any_of(NAMES.split('|'))}|{QUEENS})s?|(?:(?i:{REIGNS})s?{SPACE})[A-ZÄÖÜ][a-zäöü]{{2,20}}"
        rf"|(?!(?:{PARTS})\b)[A-ZÄÖÜ][a-zäöü]{{2,20}}(?={SPACE}[IVX]{{2,6}}\.))){SPACE}",
        r"(?:\.(?!\s{0,9}\Z)|(?!\w))",
        _ruler,
    ),
)
