"""English words that are short only beside others: streets, titles, days, what is numbered."""

import re

from pipeline.normalize.en_numbers import cardinal, year
from pipeline.normalize.en_words import ABBREVIATIONS, UNITS
from pipeline.normalize.en_words import MONTHS as MONTH_NAMES
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
    "; ref = reference; ver = version; no = number; nos = numbers; pt = part; cl = clause; pg = page; fl ="
    " floor; chap = chapter; bk = book; para = paragraph"
)
TITLES = pairs("Mr = Mister; Mrs = Missus; Ms = Miz; Dr = Doctor; Prof = Professor; Sgt = Sergeant; Capt = Captain")
DAYS = pairs(
    "Mon = Monday; Tue = Tuesday; Tues = Tuesday; Wed = Wednesday; Thu = Thursday; Thur = Thursday; Thurs = Thursday"
    "; Fri = Friday; Sat = Saturday; Sun = Sunday"
)
NAMED_WITHOUT_DOT = "Apt|Ste|Rm|Fig|Figs|Eq|Vol|Hwy|Rte|Ext|Sec"
DIRECTIONS = pairs(
    "N = North; S = South; E = East; W = West; NE = Northeast; NW = Northwest; SE = Southeast; SW = Southwest"
)
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY_BEHIND = r"(?:&|and|or|/)[ ]?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
TIME_BEHIND = rf",?{SPACE}(?:(?:at{SPACE})?[0-9]|(?:{MONTHS})[a-z]{{0,6}}\b|{DAY_BEHIND})"

UNENDING = (
    rf"\b(?i:{any_of(NUMBERED)})\.\s[0-9IVX]|\b[ap]\.m\.\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T\b)"
    rf"|\b(?:{any_of(DAYS)}|{MONTHS})\.\s[0-9]|\b(?:{any_of(STREETS)})\.\s(?:[a-z]|[NSEW]{{1,2}}\b|Apt|Suite)"
    r"|\b(?:Mass|Calif|Fla|Tex|Conn|Pa|Va|Wash)\.\s[a-z]|\b[A-Z]\.\s[A-Z][a-z]"
)


def _street(match: re.Match[str]) -> str | None:
    """With its dot behind a name; without it, or as short as St. and Dr., only behind a house number too."""
    if match["street"] == "St" and re.match(r" [A-Z][a-z]{1,20}['’]s", match.string[match.end() : match.end() + 26]):
        return None
    before = match.string[max(match.start() - 50, 0) : match.start()]
    certain = match[0].endswith(".") and match["street"] not in ("St", "Dr", "Ct", "Pl")
    address = re.search(r"[0-9][A-Za-z]?(?:st|nd|rd|th)? (?:[A-Z0-9][\w.'’]{0,20} ){0,3}$", before)
    return STREETS[match["street"]] + full_stop(match) if certain or address else None


def _saint_or_street(match: re.Match[str]) -> str:
    named = re.match(r"\s[A-Z]", match.string[match.end() : match.end() + 2])
    behind_a_name = re.search(
        r"(?!The|At|In|On|Of|Near|From|Visit|To)[A-Z]\w{0,30}\s$|[0-9](?:st|nd|rd|th)\s$",
        match.string[max(match.start() - 32, 0) : match.start()],
    )
    return "Saint" if named and not behind_a_name else "Street" + full_stop(match)


def _numbered(match: re.Match[str]) -> str:
    spoken = NUMBERED[match["short"].lower()]
    return spoken.capitalize() if match["short"][0].isupper() and spoken[:6] != "number" else spoken


def _letters(match: re.Match[str]) -> str:
    """C.E.O., J.R.R. Tolkien."""
    ends = re.match(r"\s*(?:\Z|\n)", match.string[match.end() : match.end() + 9])
    return " ".join(re.findall("[A-Z]", match[0])) + ("." if ends else "")


def _house(match: re.Match[str]) -> str:
    """1207 W. 5th St.: the number as people say it, and which end of the street."""
    number = int(match["house"])
    return f"{year(number) if 1000 < number < 10000 else cardinal(number)} {DIRECTIONS[match['way']]} "


def _slash(match: re.Match[str]) -> str | None:
    """Input/output, TCP/IP, but not the stroke of 5 mg/dl or of a path."""
    before = match.string[max(match.start() - 40, 0) : match.start()]
    alone = re.search(r"(?:\A|[\s(\"'“‘])(?<![0-9] )(?:[A-Za-z]{1,20}/){0,2}[A-Za-z]{1,20}\Z", before)
    behind = re.match(
        r"(?:[A-Za-z]{1,20}/){0,2}[A-Za-z]{1,20}(?:[\s,.;:!?)\"”'’]|\Z)", match.string[match.end() : match.end() + 40]
    )
    return " " if alone and behind else None


def _unit_alone(match: re.Match[str]) -> str:
    return UNITS[match[0]].many


DAY_OR_MONTH = "|".join(sorted([*DAYS, *MONTHS.split("|")], key=len, reverse=True))
FULL = DAYS | dict(zip(MONTHS.split("|"), MONTH_NAMES, strict=True))
WAYS = {"N": "North", "S": "South", "E": "East", "W": "West"}
LANDS = (
    "America|Korea|Carolina|Dakota|Africa|Virginia|Coast|Ireland|Europe|Asia|Bank|Side|End|Hemisphere|Pole|Sea|Vietnam"
    r"|[A-Z][a-z]{1,20} (?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Boulevard|Drive|Lane)\b"
)
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<![\w/])(?:{DAY_OR_MONTH})(?=/(?:{DAY_OR_MONTH})\b)|(?<=[a-z]/)(?:{DAY_OR_MONTH})(?![\w/.]|/[a-z])"
        rf"|(?<=[a-z]/)(?:{DAY_OR_MONTH})(?=/[A-Z])",
        lambda match: FULL[match[0]],
    ),
    rule(
        rf"\b(?:{MONTHS})\b\.?(?= ['’]?[0-9]{{2}}['’]?(?![\w.,:]|-[0-9]))(?= ['’])",
        lambda match: FULL[match[0].rstrip(".")],
    ),
    rule(rf"\b([NSEW])\.(?= (?:{LANDS}))", lambda match: WAYS[match[1]]),
    rule(
        r"(?=[NSEW])(?:(?<=Ave\. )|(?<=Ave )|(?<=Avenue )|(?<=St\. )|(?<=St )|(?<=Street )|(?<=Rd\. )|"
        r"(?<=Blvd\. ))(?:NW"
        r"|NE|SW|SE|[NSEW])(?![\w.])",
        lambda match: DIRECTIONS[match[0]],
    ),
    rule(r"(?<=[a-z] )v\.?(?= [A-Z][a-z])", lambda _: "versus"),
    rule("§§ ?", lambda _: "sections "),
    rule(
        r"(?:^|(?<=\ba )|(?<=\bthe ))(?:Sr|Jr)\.(?= [A-Z])", lambda match: "Senior" if match[0] == "Sr." else "Junior"
    ),
    rule(rf"(?<![\w.])(?!{any_of(ABBREVIATIONS)}(?!\w))(?:[A-Z]\.){{2,6}}(?![\w.])", _letters),
    rule(r"\b([bd])\.(?= (?:1[0-9]{3}|20[0-9]{2})\b)", lambda match: {"b": "born", "d": "died"}[match[1]]),
    rule(rf"(?<=[ (]){any_of(unit for unit in UNITS if '/' in unit and unit.isascii())}(?![\w/^])", _unit_alone),
    rule("(?<=[A-Za-z])/(?=[A-Za-z])", _slash),
    rule(r"(?<=[A-Z]{2})/(?=[0-9])", lambda _: " "),
    rule(
        r"(?<=[0-9])-(?=(?i:alpha|beta|rc|dev|pre|preview|snapshot|nightly|stable|lts)(?:\W|[0-9]|\Z))", lambda _: " "
    ),
    rule(r"(?:(?<=alpha)|(?<=beta)|(?<=rc)|(?<=pre))[.-](?=[0-9])", lambda _: " "),
    rule(r"\b[A-Z]{1,3}&[A-Z]{1,2}\b", lambda match: " ".join(match[0]).replace("&", "and")),
    rule(r"(?<=[Cc]opyright )(?:©|\(c\)) ?", lambda _: ""),
    rule(r"(?:^|(?<=\s))[:;=]-?[()DP](?=\s|\Z|[.,!?])", lambda _: ""),
    rule(rf"\b(?P<street>{any_of(STREETS)})(?:\.|(?=,|$|{SPACE}(?:[NSEW]{{1,2}}\b|[A-Z][a-z]{{2,15}},)))", _street),
    rule(r"\bSt(?:\.|(?= [A-Z][a-z]+[’'a-z]))", _saint_or_street),
    rule(
        rf"\b(?P<title>{any_of(TITLES)})(?= [A-Z][a-z]| [A-Z]['’.]| (?:&|and) (?:Mr|Ms|Dr))",
        lambda match: TITLES[match["title"]],
    ),
    rule(rf"\b(?P<short>(?i:{any_of(NUMBERED)}))\.{SPACE}?(?=[0-9IVX]|\([0-9])", lambda match: f"{_numbered(match)} "),
    rule(rf"\b(?P<short>{NAMED_WITHOUT_DOT}){SPACE}(?=[0-9])", lambda match: f"{_numbered(match)} "),
    rule(
        rf"(?<![\w.,#$])(?P<house>[0-9]{{1,5}}){SPACE}(?P<way>{any_of(DIRECTIONS)})\.?{SPACE}(?=[0-9]{{1,3}}"
        rf"(?:st|nd|rd|th)|[A-Z][a-z])",
        _house,
    ),
    rule(
        rf"(?<![\w-])(?P<day>{any_of(DAYS)})(?:\.(?={SPACE}?[0-9,&A-Z]|{SPACE}[a-z])|(?={TIME_BEHIND}))"
        rf"|(?:(?<=[&/] )|(?<=\b[oO]n )|(?<=\bthrough )"
        rf"|(?<=\bevery )|(?<=\bto )|(?<=\bnext ))(?P<other>{any_of(DAYS)})\b\.?",
        lambda match: DAYS[match["day"] or match["other"]] + full_stop(match),
    ),
)
