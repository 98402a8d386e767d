"""German endings: of ordinals, of dates, of rulers and of "ein", as the words around them ask for."""

import re

from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_numbers import date, ordinal
from pipeline.normalize.de_ones import before
from pipeline.normalize.de_words import MONTH_NAMES
from pipeline.normalize.language import Gender
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE
from pipeline.normalize.rules import Rule, rule

WITH_DATIVE = "in|an|auf|mit|von|zu|nach|bei|aus|seit|vor|unter|während|wegen|neben|hinter|über|zwischen|trotz|statt"
WEAK_N = re.compile(
    r"\b(?:am|im|zum|zur|vom|v\.|beim|dem|den|des|d\.|bis|ab|seit|ins|zwischen|(?:[mdsk]?ein|ihr|unser|euer|unsr|eur)e[mnrs]"
    rf"|(?:jed|dies|jen)e[mn]|(?:{WITH_DATIVE}) (?:der|dieser|jeder))\s*$"
)
FEMININE_N = re.compile(r"\bder\s*$")
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
    r"(?:jahrhundert|jahrtausend|jt|hj|stock|etage|obergeschoss|platz|klassen?|mal|quartal|liga|geburtstag|weltkrieg|auflage"
    r"|semester|spieltag|runde|halbzeit|staffel|vorsitzende[rn]?|rang|advent|fc|halbjahr|bürgermeister(?:in)?|akt|satz"
    r"|bezirk|feiertag|og|ug|geschoss|hälfte|stelle|wahlgang|generation|ordnung|grades|preis|versuch|termin|tag|woche|jhd?"
    r"|jahrestag|minute|etappe|lebensjahr|hilfe|schicht|reihe|instanz|person|strophe|stufe|sinfonie|symphonie"
    r"|aufl|lesung|sohn|tochter|kapitel|kongress|konferenz|bundestag|deutsche[rsn]?|internationale[rsn]?|europäische[rsn]?"
    r"|olympische[rn]?|ordentliche[rn]?|konzil|reich|mannschaft)\Z",
    re.IGNORECASE,
)
CHAINED = r"(?:\s?[-\u2013/]\s?|,\s|\s(?:und|oder|bis|sowie|u\.|bis zum|bis zur)\s)[0-9]{1,3}\."
BEHIND = re.compile(
    rf"(?P<chain>(?:{CHAINED}){{0,3}})(?:\s|(?=[A-ZÄÖÜ])|(?<=\.)\Z)(?P<lower>(?:[a-zäöüß][\w-]{{1,30}}\s){{0,2}})(?P<noun>[A-ZÄÖÜ][\w-]*)?"
)
LEADING = re.compile(
    rf"(?<!\w){DAY}\.?,\s\Z|"
    r"\b(?:(?:am|zum|vom|dem|den|beim|des|der|wurde|als|(?:[mds]ein|ihr|unser)e?|ein|jede[rs]?)\s"
    r"|[0-9]{1,3}\.\s?(?:und|oder|bis|[-\u2013])\s?)\Z"
)
MOST_IN_A_LIST = 40
IN_A_SENTENCE = re.compile(r"(?<!\w)(?!(?:um|mit|auf|von)\b)[a-zäöüß]{2,20},?\s\Z|[a-zäöüß],\s\Z")
YEAR = re.compile("(?:1[1-9]|20)[0-9]{2}")
LIKE_ADJECTIVES = re.compile(r"(?:(?!(?:ein|dies|jed|d|ihr|sein|mein)e[rnsm]?\s)[a-zäöüß]{2,30}e[rnsm]?\s)*")


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
    if behind is None or (
        (noun or "").lower() in MONTH_NAMES and not behind["chain"] and match.string[match.end()] == " "
    ):
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
        or (noun and lists and int(match["number"].replace(".", "")) > MOST_IN_A_LIST)
    )
    if not known and not SKIPPED.search(words):
        return None
    month = (noun or "").lower() in MONTH_NAMES
    word = ordinal(int(match["number"].replace(".", "")))
    gap = " " if match.string[match.end()].isalpha() else ""
    return word + ending(words, None if month else gender_of(noun) if noun else None) + gap


def _last(match: re.Match[str]) -> str | None:
    """Vor dem 2. where the text ends, in der 90.+4 Minute."""
    words, ends = before(match), match.end() == len(match.string.rstrip())
    if not LEADING.search(words):
        return None
    minute = match.string[match.end() : match.end() + 2].lstrip().startswith("+")
    woman = minute or words.endswith("sie wurde ")
    return f"{ordinal(int(match['number']))}{ending(words, 'f' if woman else None)}{'.' if ends else ''}"


def _with_ending(match: re.Match[str]) -> str:
    """Die 2te, zum 5ten Mal; the English 21st has the ending that German needs."""
    word = ordinal(int(match["number"]))
    return f"{word}{match['end']}" if match["end"] is not None else word + ending(before(match), None)


def _in_a_group(match: re.Match[str]) -> str:
    """Zu 4. are four people."""
    return ordinal(int(match[1])).removesuffix("e") + full_stop(match)


def _day_and_month(match: re.Match[str]) -> str | None:
    """Am 3.5., but not: Version 1.5."""
    words = before(match)
    led = WEAK_N.search(words) or WEAK.search(words) or SKIPPED.search(words)
    inside = re.match(r"\s?(?:[-\u2013)]|,|bis\b)", match.string[match.end() : match.end() + 5])
    alone = (not words or words.endswith(("\n", ": "))) and len(match[0]) > 4
    sentence = IN_A_SENTENCE.search(match.string[max(match.start() - 30, 0) : match.start()])
    if not (led or inside or alone or sentence):
        return None
    return agreeing(date(int(match[1]), int(match[2]), None), words) + full_stop(match)


def _short_year(match: re.Match[str]) -> str | None:
    """01.02.24, but no version."""
    words = before(match)
    if re.search(r"version\s\Z", words):
        return None
    short = int(match[3])
    return agreeing(date(int(match[1]), int(match[2]), short + (2000 if short < 50 else 1900)), words)


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,:/])(0?[1-9]|[12][0-9]|3[01])\. (0?[1-9]|1[0-2])\. ?([12][0-9]{3})(?![0-9]|[.:,][0-9])",
        lambda match: agreeing(date(int(match[1]), int(match[2]), int(match[3])), before(match)),
    ),
    rule(
        r"(?<![\w.,:/])(0?[1-9]|[12][0-9]|3[01])\. ?(0?[1-9]|1[0-2])\. ?([0-9]{2})(?![0-9]|[.:,][0-9]|\s?(?:Uhr|h)\b)",
        _short_year,
    ),
    rule(r"(?<![\w.,:])(0?[1-9]|[12][0-9]|3[01])\. ?(0?[1-9]|1[0-2])\.(?![0-9]| [0-9]{4}(?![0-9]))", _day_and_month),
    rule(
        rf"(?<![\w.,])(?<!(?<!\.)/)(?P<number>[0-9]{{1,3}}(?:\.?[0-9]{{3}}){{0,2}})\.(?=(?:{CHAINED})|{SPACE}[^\W\d_]|[A-ZÄÖÜ][a-zäöü]{{2}}|FC\b)",
        _ordinal,
    ),
    rule(
        r"(?<![\w.,/])(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?=\s?[-\u2013]\s?[0-9]{1,2}\.\s?[0-9]{1,2}\.)",
        lambda match: agreeing(ordinal(int(match["day"])), before(match)),
    ),
    rule(r"(?<=[0-9]\.)/(?=[0-9]{1,3}\.)", lambda _: " und "),
    rule(
        r"(?<![\w.,/])(?P<number>[0-9]{1,3})(?:-?s?te(?P<end>[rnsm]?)|st|nd|rd|th)\b",
        _with_ending,
    ),
    rule(r"(?<![\w.,/])(?P<number>[0-9]{1,3})\.(?=\s{0,9}\Z|[,;)!?](?! ?[0-9])| ?\+ ?[0-9])", _last),
    rule(
        r"(?:(?<=\()|(?<=[.0-9], ))([0-9]{1,3})\.(?=[,)]|\+[0-9])",
        lambda match: ordinal(int(match[1])) + (" " if match.string[match.end()] == "+" else ""),
    ),
    rule(r"(?<=\b[zZ]u )([2-9]|1[0-2])\.(?!\w|\s[A-ZÄÖÜ])", _in_a_group),
    rule(r"(?<=[0-9]\.) ?[-\u2013] ?(?=[0-9]{1,2}\.)|(?<=\.[0-9]{4}) ?[-\u2013] ?(?=[0-9]{1,2}\.)", lambda _: " bis "),
)
