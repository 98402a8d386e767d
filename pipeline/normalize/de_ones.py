"""German "ein": one of something, as the words around it ask for; halves and quarters have an article too."""

import re

from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_numbers import bare
from pipeline.normalize.de_words import CURRENCIES, MAGNITUDES, UNITS
from pipeline.normalize.language import Gender, Noun
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule

NUMBERED = re.compile(
    r"(?:platz|nummer|nr\.|gleis|zimmer|raum|runde|spieltag|station|linie|ausgabe|seite|s\.|halle|terminal|formel|liga"
    r"|option|variante|aufgabe|frage|schritt|lektion|folge|staffel|level|tisch|block|teil|kapitel|band|artikel|absatz"
    r"|phase|stufe|klasse|typ|gruppe|abs\.|art\.|version|punkt|tag|woche|monat|§)\s\Z"
)
ABOUT = r"(?:nur |noch |ca\. |circa |etwa |rund |genau |mindestens |maximal |höchstens )?"
TAKING = re.compile(
    r"\b(?:dauer\w*|brauch\w*|benötig\w*|habe?n?|hat|hatten?|nehmen?(?: sie)?|nimmt?|koste\w*|gibt|gab|bestell\w*"
    r"|gib|gebt?|geben?|seh(?:e|en)|sieht|sah|möchte\w*|will|wollen|such\w*|find\w*|fand|trink\w*|ess(?:e|en)|isst|nimm"
    r"|hol\w*|bring\w*|schenk\w*|b?e?zahl\w*|verl(?:or|ier)\w*|gewann|erh[aä]lt\w*|bekomm\w*|bekam|spar\w*|füg\w*"
    r"|kauf\w*|für|um|ohne|gegen|durch|pro|je|über|auf|nur noch)\s"
    rf"(?:(?:mir|dir|ihm|ihr|uns|sie|er|ich|wir|es|noch|mit|dazu)\s){{0,2}}{ABOUT}\Z"
)
LASTING = re.compile(
    r"\b(?:dauert|dauerte|kostet|kostete|braucht|benötigt|hat|habe|haben|hatte|trank|trinkt?|kauft?e?|brauchen?|bestellt?e?"
    r"|nehme|nimmt?|isst|aß)\b[^.!?;:]*\Z"
)
GIVEN = re.compile(rf"\b(?:in|vor|nach|mit|von|bei|seit|aus|zu|ab|innerhalb von|binnen|zwischen|unter)\s{ABOUT}\Z")
COUNTED = UNITS | {sign: currency.unit for sign, currency in CURRENCIES.items()}
HALF_END: dict[Gender, str] = {"m": "er", "f": "e", "n": "es"}
ARTICLE = r"(?:\b(?P<article>(?i:ein(?:e[rnms]?)?|der|die|das|de[nms]|jede[rnms]?))\s)?"
STRONG_ONES = ("einer", "einen", "einem", "eines", "den", "dem", "des", "jeden", "jedem")
PARTS = {"2": "halb", "4": "viertel", "8": "achtel"}


def before(match: re.Match[str]) -> str:
    return match.string[max(match.start() - 60, 0) : match.start()].lower()


def one(words: str, gender: Gender | None) -> str | None:
    """The form of "ein" that these words in lower case ask for; None if only the nominative is left."""
    if GIVEN.search(words):
        return "einer" if gender == "f" else "einem"
    if gender == "m" and (TAKING.search(words) or LASTING.search(words)):
        return "einen"
    return None


def _gender(adjective: str | None, noun: str) -> Gender | None:
    """An adjective tells it better than the end of a noun: 1 neue Nachricht."""
    genders: dict[str, Gender] = {"e": "f", "r": "m", "s": "n"}
    return genders.get((adjective or " ").rstrip()[-1:]) or gender_of(noun)


def _one(match: re.Match[str]) -> str | None:
    """1 Stunde, in 1 Stunde, für 1 Tag."""
    gender, words = _gender(match["adjective"], match["noun"]), before(match)
    tables = (UNITS, CURRENCIES, MAGNITUDES)
    known = any(match["noun"] + dot in table for table in tables for dot in ("", "."))
    if NUMBERED.search(words) or match["noun"] in MAGNITUDES:
        return None
    return one(words, gender) or (None if known else "eine" if gender == "f" else "ein")


def _one_unit(match: re.Match[str]) -> str | None:
    """Nach 1 km, für 1 €; the nominative is read as any number is."""
    noun = COUNTED[match["unit"]]
    form = one(before(match), noun.gender)
    return f"{form} {noun.one}{full_stop(match)}" if form and not NUMBERED.search(before(match)) else None


def _one_and_cents(match: re.Match[str]) -> str | None:
    """Für 1,49 €."""
    unit, cents = CURRENCIES[match["sign"]].unit, int(match["cents"])
    form = one(before(match), unit.gender)
    return f"{form} {unit.one}{f' {bare(cents)}' if cents else ''}" if form else None


def _half(match: re.Match[str]) -> str | None:
    """1/2 Tasse, in einer 1/2 Stunde, ½ l."""
    noun = UNITS.get(match["unit"] or "") or _named(match["noun"])
    if noun is None:
        return None
    article = (match["article"] or "").lower()
    written = match["article"] or one(before(match), noun.gender) or ("eine" if noun.gender == "f" else "ein")
    weak = article or written.lower()
    if weak in STRONG_ONES or (weak in ("der", "jeder") and noun.gender == "f"):
        end = "en"
    else:
        end = HALF_END[noun.gender] if weak == "ein" else "e"
    return f"{written} halb{end} {noun.one}{full_stop(match)}"


def _named(word: str | None) -> Noun | None:
    gender = gender_of(word) if word else None
    return Noun(one=word, many=word, gender=gender) if word and gender else None


def _quarter_hour(match: re.Match[str]) -> str:
    """1/4 Stunde, eine 3/4 Stunde."""
    article = match["article"] or one(before(match), "f") or "eine"
    return f"{article} {'Viertelstunde' if match['above'] == '1' else 'Dreiviertelstunde'}"


def _bar(match: re.Match[str]) -> str:
    """3/4-Takt."""
    return f"{bare(int(match[1])).capitalize()}{PARTS[match[2]]}takt"


HALF = (
    rf"(?:1/2|½)(?:{SPACE}?(?P<unit>{any_of(UNITS)})(?!\w|['’]\w)"
    rf"|{SPACE}(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{2,40}})(?![\w/@]))"
)

RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.,:/-])1,(?P<cents>[0-9]{{2}}){SPACE}?(?P<sign>€|EUR|Euro|CHF|Franken|\$)(?!\w)", _one_and_cents),
    rule(rf"{ARTICLE}{START}(?P<above>[13])/4[ -]?(?:[Ss]tunde|[Ss]td\.?|h)(?!\w)", _quarter_hour),
    rule(rf"{START}([1-9])/([248])-?[Tt]akt\b", _bar),
    rule(
        rf"{START}1/([248])-?[Ff]inale(?=s?\b)",
        lambda match: f"{PARTS[match[1]].capitalize()}finale",
    ),
    rule(rf"{ARTICLE}{START}{HALF}", _half),
    rule(
        rf"(?<![\w.,:/§€$-])1{SPACE}?(?P<unit>{any_of(COUNTED)})(?!\w|['’/]\w)",
        _one_unit,
    ),
    rule(
        rf"(?<![\w.,:/§€$-])1(?={SPACE}(?P<adjective>[a-zäöüß]{{2,20}}e[rnsm]?{SPACE})?(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{2,40}})(?![\w@/-]|\.\w))",
        _one,
    ),
    rule(r"(?<![\w.,/-])1-[aA]-(?=[A-ZÄÖÜ])", lambda _: "eins-A-"),
    rule(r"(?<![\w.,/-])1-(?=[A-ZÄÖÜ][a-zäöü]{2})", lambda _: "ein-"),
)
