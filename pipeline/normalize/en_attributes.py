"""English measures before the noun that they describe, where the unit has no plural: a 5 kg bag, the $500 prize."""

import re

from pipeline.normalize.en_numbers import number
from pipeline.normalize.en_words import CURRENCIES, MAGNITUDES, UNITS
from pipeline.normalize.numbers import SPACE, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

AMOUNT = r"(?P<amount>[0-9]{1,3}(?:,[0-9]{3}){1,4}+|[0-9]{1,9}+)(?P<decimals>\.[0-9]{1,4}+)?"
NO_NOUN = (
    "a an the of for per in on and or is was were are to at by from with you that which this each every more less off"
    " into ago later before after long wide tall high deep thick as away total extra than would will can could has had"
    " not but when while until plus apart worth"
)
NOUN = rf"(?={SPACE}(?!(?:{NO_NOUN.replace(' ', '|')})\b)[a-z]{{3}})"
WORDED = [sign for sign in UNITS if sign.isalpha() and sign not in ("N", "J", "s", "t")]


THINGS = (
    (
        "bottle bag box can jar pack packet bar cup glass tank bucket battery batteries bulb lamp charger"
        " adapter outlet motor engine"
        " sprint dash race run freestyle butterfly hurdles relay swim walk hike drive ride radius drop limit"
        " speed screen monitor display"
        " TV card stick disk SSD hard_drive laptop angle turn rope cable pipe lens gun pistol pool resistor"
        " capacitor supply fuse plug"
        " oven steak fish baby dumbbell kettlebell plate stone weight tablet tablets pill dose syringe file"
        " download plan connection"
        " fence wall ladder pole tower tree ruler increase decrease discount raise rise share stake tip deposit chance"
    )
    .replace(" ", "|")
    .replace("_", " ")
)
BILLS = (
    "bill|note|coin|ticket|bonus|fine|fee|gift card|tip|voucher|coupon|stamp|deposit|prize|jackpot|budget"
    "|house|car|loan|mortgage"
)


def _measure(match: re.Match[str]) -> str:
    return f"{number(match['amount'], match['decimals'])} {UNITS[match['unit']].one}"


def _money(match: re.Match[str]) -> str | None:
    """Dollars and cents are left to the rule for sums."""
    if match["decimals"] and not match["magnitude"]:
        return None
    magnitude = f" {MAGNITUDES[match['magnitude']].one}" if match["magnitude"] else ""
    return f"{number(match['amount'], match['decimals'])}{magnitude} {CURRENCIES[match['sign']].unit.one}"


CURRENT = re.compile(r"(?:\b(?:at|of|draws?|drew|to|max|rated|carr(?:y|ies)|is|current|needs|[0-9] ?V[ ,/x×]*))[ :]*\Z")
CIRCUIT = re.compile(r"[ -](?:fuse|plug|socket|circuit|breaker|current|charger|outlet|supply|rating|max)")


def _amps(match: re.Match[str]) -> str | None:
    """2.5 A, a 13A fuse, draws 10 A; but not: flat 5A, table 2 A."""
    text, circuit = match.string, CIRCUIT.match(match.string, match.end())
    led = " " in match[0] and CURRENT.search(text[max(match.start() - 12, 0) : match.start()])
    if not (circuit or led or match["decimals"]):
        return None
    one = match["amount"] == "1" and not match["decimals"]
    return f"{number(match['amount'], match['decimals'])} {'amp' if circuit or one else 'amps'}"


PLACE = re.compile(
    r"\b(?i:seat|gate|room|flat|apt\.?|apartment|unit|row|size|section|building|number|class|bus|route|platform"
    r"|exit|level|grade|bra"
    r"|appendix|form|table|figure|part|paragraph|house|suite|block|article|terminal|door|stage|group|pool|year) #?\Z"
)
SCALES = {"C": "degrees Celsius", "F": "degrees Fahrenheit", "K": "kelvin"}


def _temperature(match: re.Match[str]) -> str | None:
    """72F, 20 C, 300 K; but not: seat 20C."""
    if PLACE.search(match.string[max(match.start() - 14, 0) : match.start()]):
        return None
    minus = "minus " if match["minus"] else ""
    return f"{minus}{number(match['amount'], match['decimals'])} {SCALES[match['scale']]}"


ARTICLE = r"(?=[0-9$€£])(?:(?<=\b[Aa] )|(?<=\b[Aa]n )|(?<=\bA )|(?<=\bper ))"


def _last(match: re.Match[str]) -> str:
    """We stood at 5 ft. Then it rained: the dot ends the sentence, too."""
    noun = UNITS[as_listed(match["unit"], UNITS)]
    one = match["amount"] == "1" and not match["decimals"]
    return f"{number(match['amount'], match['decimals'])} {noun.one if one else noun.many}."


DOTTED = [sign for sign in UNITS if sign.endswith(".")]
RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.,$€£-]){AMOUNT}{SPACE}?(?P<unit>{any_of(DOTTED)})(?=\s{{1,3}}[A-Z][a-z’']{{0,20}} )", _last),
    rule(
        rf"(?P<minus>(?<![\w.,$€£)])[-\u2212])?(?<![\w.,$€£]){AMOUNT}{SPACE}?(?P<scale>(?<=[0-9]{{2}})[CF]|"
        rf"(?<=[0-9]{{2}} )[CF]|(?<=[0-9]{SPACE})K)(?![\w'’+#-]| (?:run|race|[a-z]{{2,20}}s)\b)",
        _temperature,
    ),
    rule(r"°([CF])(?!\w)", lambda match: SCALES[match[1]]),
    rule(r"(?<=[0-9] )mmHg\b", lambda _: "millimeters of mercury"),
    rule(rf"(?<![\w.,$€£-]){AMOUNT}{SPACE}?A(?![\w'’])", _amps),
    rule(rf"(?<![\w.,$€£-]){AMOUNT}-(?P<unit>{any_of(WORDED)})(?=[{SPACE[1:-1]}-][A-Za-z])", _measure),
    rule(rf"{ARTICLE}{AMOUNT}{SPACE}?(?P<unit>{any_of(WORDED)}){NOUN}", _measure),
    rule(rf"(?<![\w.,$€£-]){AMOUNT}{SPACE}?(?P<unit>{any_of(WORDED)})(?={SPACE}(?:{THINGS})(?:e?s)?\b)", _measure),
    rule(rf"(?<![\w.,$€£-]){AMOUNT}(?P<unit>°)(?={SPACE}(?:angle|turn|rotation|view|panorama))", _measure),
    rule(rf"(?P<sign>[$€£]){AMOUNT}(?:{SPACE}?(?P<magnitude>{any_of(MAGNITUDES)}))?(?={SPACE}(?:{BILLS})s?\b)", _money),
    rule(
        rf"(?:{ARTICLE}|(?<=\b[Tt]he ))(?P<sign>[$€£]){AMOUNT}"
        rf"(?:[{SPACE[1:-1]}-]?(?P<magnitude>{any_of(MAGNITUDES)}))?(?!\w){NOUN}",
        _money,
    ),
)
