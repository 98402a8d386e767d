"""French: signs, and words that are written short before numbers and names."""

import re

from pipeline.normalize.equations import equation_rules, salts
from pipeline.normalize.fr_numbers import bare, ordinal
from pipeline.normalize.fr_words import LETTERS
from pipeline.normalize.numbers import SPACE
from pipeline.normalize.rules import rule
from pipeline.normalize.technical import technical_rules

PRESSURE = re.compile(r"\b(?:TA|PA|[tT]ension|[pP]ression)\b")


def _stroke(match: re.Match[str]) -> str:
    """TA 13/8 is treize huit, 8/8 is huit sur huit; behind a year or before one is a pause."""
    text, start, end = match.string, match.start(), match.end()
    pressure = PRESSURE.search(text[max(start - 40, 0) : start])
    years = re.search(r"[0-9]{4}\Z", text[max(start - 4, 0) : start]) or re.match("[0-9]{4}", text[end : end + 4])
    even = text[max(start - 2, 0) : end + 2] == "50/50"
    return " " if pressure or years or even else " sur "


AROUND = {"10": "dizaine", "12": "douzaine", "100": "centaine"} | {
    str(number): f"{bare(number).removesuffix('e')}aine" for number in (15, 20, 30, 40, 50, 60)
}
WORDS = (
    rule(rf"\bMe(?={SPACE}[A-ZÉÈÎ][a-zà-ÿ])", lambda _: "maître"),
    rule(
        rf"(?<![\w.])[pP](p?)\.{SPACE}?(?=[0-9]{{1,4}}(-[0-9])?)",
        lambda match: "pages " if match[1] or match[2] else "page ",
    ),
    rule(rf"\bt\.{SPACE}?(?=[0-9IVX])", lambda _: "tome "),
    rule(r"\b[nN](?:\.?[º°]|o\.?)(s?) ?(?=[0-9])", lambda match: "numéros " if match[1] else "numéro "),
    rule(r"\b[vV]\.(?= (?:fig|art|pp?|chap|n|aussi|infra|supra)\b)", lambda _: "voir"),
    rule(r"\b([JH])-(?=[0-9]{1,3}(?![\w-]))", lambda match: f"{match[1]} moins "),
    rule(r"(?<![\w.,])([0-9]{1,3})(?:st|rd|th)(?!\w)", lambda match: ordinal(int(match[1]), "m")),
    rule(r"#(?=[0-9])", lambda _: "numéro "),
    rule(r"#(?=[^\W\d_])", lambda _: "hashtag "),
    rule(r"(?<=\bUTC|\bGMT) ?[-\u2212](?=[0-9])", lambda _: " moins "),
    salts(LETTERS),
    *equation_rules(bare, "moins", "divisé par", "sur", "de", "factorielle"),
    rule(r"\b4[x×]4(?!\w| ?=)", lambda _: "quatre-quatre"),
    *technical_rules("point", "deux points"),
    rule(r"Ø ?(?=[0-9])", lambda _: "diamètre "),
    rule(
        r"(?<![\w.,-])(?:14-18|39-45)(?![\w-]|[.,][0-9]| ?[%€])",
        lambda match: f"{bare(int(match[0][:2]))} {bare(int(match[0][3:]))}",
    ),
    rule(r"(?<=[^\W\d_])-(?=[0-9])|(?<=[0-9])-(?=[^\W_])", lambda _: " "),
    rule(r"(?<=[0-9])/(?=[0-9])", _stroke),
    rule(r"\bM(?:\.|r)?/Mme\b|\bMme/M(?:r\b|\.)", lambda _: "madame ou monsieur"),
    rule(r"§§ ?(?=[0-9])", lambda _: "paragraphes "),
    rule(rf"\bth\.{SPACE}?(?=[0-9])", lambda _: "thermostat "),
    rule(r"\bT°(?!\w)", lambda _: "température"),
    rule(rf"(?<=[0-9],{SPACE})l\.{SPACE}?(?=[0-9])", lambda _: "ligne "),
    rule(rf"(?<=\w{SPACE})[-\u2212]{SPACE}(?=de{SPACE}[0-9])", lambda _: "moins "),
    rule(
        r"\bS0?([1-9][0-9]?)E0?([1-9][0-9]{0,2})(?!\w)",
        lambda match: f"saison {bare(int(match[1]))}, épisode {bare(int(match[2]))}",
    ),
    rule(r"(?<![\w.,])([1-6]0|100|12|15)aine(?=s?\b)", lambda match: AROUND[match[1]]),
    rule(r"\b(et/ou|il/elle|ils/elles|le/la)\b", lambda match: match[0].replace("et/ou", "et ou").replace("/", " ou ")),
    rule(r"~(?= ?[0-9])", lambda _: "environ "),
)
