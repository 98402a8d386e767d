"""English words that are short only beside others: streets, titles, days, what is numbered, what is dialled."""

import re

from pipeline.normalize.en_numbers import cardinal, year
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

STREETS = pairs(
    "Ave = Avenue; Blvd = Boulevard; Rd = Road; Ln = Lane; Pkwy = Parkway; Hwy = Highway; Sq = Square; Ct = Court"
    "; Pl = Place; Ter = Terrace; Cir = Circle; Dr = Drive; St = Street; Expy = Expressway"
)
NUMBERED = pairs(
    "fig = figure; figs = figures; eq = equation; eqs = equations; ch = chapter; sec = section; art = article"
    "; par = paragraph; para = paragraph; vol = volume; app = appendix; tab = table; p = page; pp = pages; ln = line"
    "; apt = apartment; rm = room; ste = suite; rte = route; hwy = highway; ext = extension; ed = edition"
    "; ref = reference; ver = version; no = number; nos = numbers; pt = part; cl = clause"
)
TITLES = pairs("Mr = Mister; Mrs = Missus; Ms = Miz; Dr = Doctor; Prof = Professor; Sgt = Sergeant; Capt = Captain")
DAYS = pairs(
    "Mon = Monday; Tue = Tuesday; Tues = Tuesday; Wed = Wednesday; Thu = Thursday; Thur = Thursday; Thurs = Thursday"
    "; Fri = Friday; Sat = Saturday; Sun = Sunday"
)
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NAMED_WITHOUT_DOT = "Apt|Ste|Rm|Fig|Figs|Eq|Vol|Hwy|Rte|Ext|Sec"
DIRECTIONS = pairs(
    "N = North; S = South; E = East; W = West; NE = Northeast; NW = Northwest; SE = Southeast; SW = Southwest"
)
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY_BEHIND = r"(?:&|and|or|/)[ ]?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
TIME_BEHIND = rf",?{SPACE}(?:(?:at{SPACE})?[0-9]|(?:{MONTHS})[a-z]{{0,6}}\b|{DAY_BEHIND})"

EMERGENCY = "|".join(
    rf"(?<=\b{word} )(?:[2-9]11|988|999|112|111|101)" for word in ("[Dd]ial", "[Cc]all", "[Cc]alled", "[Tt]ext")
)

UNENDING = (
    rf"\b(?i:{any_of(NUMBERED)})\.\s[0-9IVX]|\b[ap]\.m\.\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T\b)"
    rf"|\b(?:{any_of(DAYS)}|{MONTHS})\.\s[0-9]|\b(?:{any_of(STREETS)})\.\s(?:[a-z]|[NSEW]{{1,2}}\b|Apt|Suite)"
    r"|\b(?:Mass|Calif|Fla|Tex|Conn|Pa|Va|Wash)\.\s[a-z]|\b[A-Z]\.\s[A-Z][a-z]"
)


def _street(match: re.Match[str]) -> str | None:
    """With its dot behind a name; without it, or as short as St. and Dr., only behind a house number too."""
    before = match.string[max(match.start() - 50, 0) : match.start()]
    certain = match[0].endswith(".") and match["street"] not in ("St", "Dr", "Ct", "Pl")
    address = re.search(r"[0-9][A-Za-z]?(?:st|nd|rd|th)? (?:[A-Z0-9][\w.'’]{0,20} ){0,3}$", before)
    return STREETS[match["street"]] + full_stop(match) if certain or address else None


def _saint_or_street(match: re.Match[str]) -> str:
    named = re.match(r"\s[A-Z]", match.string[match.end() : match.end() + 2])
    behind_a_name = re.search(r"[A-Z0-9]\w{0,30}\s$", match.string[max(match.start() - 32, 0) : match.start()])
    return "Saint" if named and not behind_a_name else "Street" + full_stop(match)


def _numbered(match: re.Match[str]) -> str:
    spoken = NUMBERED[match["short"].lower()]
    return spoken.capitalize() if match["short"][0].isupper() and spoken[:6] != "number" else spoken


def _house(match: re.Match[str]) -> str:
    """1207 W. 5th St.: the number as people say it, and which end of the street."""
    number = int(match["house"])
    return f"{year(number) if 1000 < number < 10000 else cardinal(number)} {DIRECTIONS[match['way']]} "


def _dialled(match: re.Match[str]) -> str:
    return " ".join(DIGITS[int(digit)] for digit in match[0])


RULES: tuple[Rule, ...] = (
    rule(rf"\b(?P<street>{any_of(STREETS)})(?:\.|(?=,|$|{SPACE}(?:[NSEW]{{1,2}}\b|[A-Z][a-z]{{2,15}},)))", _street),
    rule(r"\bSt(?:\.|(?= [A-Z][a-z]+[’'a-z]))", _saint_or_street),
    rule(
        rf"\b(?P<title>{any_of(TITLES)})(?= [A-Z][a-z]| [A-Z]['’.]| (?:&|and) (?:Mr|Ms|Dr))",
        lambda match: TITLES[match["title"]],
    ),
    rule(rf"\b(?P<short>(?i:{any_of(NUMBERED)}))\.{SPACE}?(?=[0-9IVX])", lambda match: f"{_numbered(match)} "),
    rule(rf"\b(?P<short>{NAMED_WITHOUT_DOT}){SPACE}(?=[0-9])", lambda match: f"{_numbered(match)} "),
    rule(
        rf"(?<![\w.,#$])(?P<house>[0-9]{{1,5}}){SPACE}(?P<way>{any_of(DIRECTIONS)})\.?{SPACE}(?=[0-9]{{1,3}}(?:st|nd|rd|th)|[A-Z][a-z])",
        _house,
    ),
    rule(
        rf"(?<![\w-])(?P<day>{any_of(DAYS)})(?:\.(?={SPACE}?[0-9,&A-Z]|{SPACE}[a-z])|(?={TIME_BEHIND}))"
        rf"|(?:(?<=[&/] )|(?<=\b[oO]n )|(?<=\bthrough )"
        rf"|(?<=\bevery )|(?<=\bto )|(?<=\bnext ))(?P<other>{any_of(DAYS)})\b\.?",
        lambda match: DAYS[match["day"] or match["other"]] + full_stop(match),
    ),
    rule(rf"(?:{EMERGENCY})(?![\w-])|\b[2-9]11(?= (?:calls?|dispatchers?|operators?)\b)", _dialled),
)
