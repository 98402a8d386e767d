"""German formulas, and the strokes and dashes between words and numbers that are spoken in German only."""

import re
import unicodedata

from pipeline.normalize.de_numbers import bare
from pipeline.normalize.de_words import CURRENCIES, UNITS
from pipeline.normalize.formulas import SUPERSCRIPT
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

FUNCTIONS = {
    "sin": "Sinus", "cos": "Kosinus", "tan": "Tangens", "log": "Logarithmus", "ln": "Logarithmus naturalis",
    "exp": "Exponentialfunktion", "lim": "Limes", "max": "Maximum", "min": "Minimum",
}  # fmt: skip
MEASURED = re.compile(rf"[0-9]{SPACE}?(?:{any_of([*UNITS, *CURRENCIES])})\Z")
POINTS = {"N": "Nord", "S": "Süd", "O": "Ost", "E": "Ost", "W": "West"}
GREEK = pairs(
    "α = Alpha; β = Beta; γ = Gamma; δ = Delta; ε = Epsilon; η = Eta; θ = Theta; λ = Lambda; π = Pi; ρ = Rho; σ = Sigma"
    "; τ = Tau; φ = Phi; χ = Chi; ψ = Psi"
)
SALTS = "NaCl|NaOH|HCl|KCl|KOH|HF|HBr|HI|HCN|CaO|MgO|CuO|FeO|ZnO|FeS|AgCl|LiCl|NaF|KBr|KI|NaBr|SiC|GaAs"
SPOKEN_BARE = [each for each in UNITS if "/" in each or each[-1] in "²³" or each in ("kWh", "MWh", "GWh", "kW", "mmHg")]
"""Units that nothing else is written like."""


def _function(match: re.Match[str]) -> str:
    """sin(x), f(x)."""
    name, inside = match["name"], match["inside"]
    spoken = inside if inside.isalpha() else bare(int(inside))
    return f"{FUNCTIONS.get(name, name)} von {spoken}{' Grad' if match['degrees'] else ''}"


def _angle(match: re.Match[str]) -> str:
    """48°08′15″N."""
    parts = [(match["degrees"], "Grad"), (match["minutes"], "Minute"), (match["seconds"], "Sekunde")]
    said = [
        f"{bare(int(n)) if int(n) != 1 or name == 'Grad' else 'eine'} {name}{'n' * (name[-1] == 'e' and int(n) != 1)}"
        for n, name in parts
        if n
    ]
    return " ".join([*said, *([POINTS[match["point"]]] if match["point"] else [])])


def _to_the_power(match: re.Match[str]) -> str:
    """1e6, 2,5e-3."""
    whole, _, decimals = match["number"].replace(".", ",").partition(",")
    number = " ".join([bare(int(whole)), *(["Komma", *(bare(int(each)) for each in decimals)] if decimals else [])])
    sign = "minus " if match["sign"] in ("-", "\u2212") else ""
    return f"{number} mal zehn hoch {sign}{bare(int(match['exponent']))}"


def _between_amounts(match: re.Match[str]) -> str | None:
    """The dash of 10 %–15 %."""
    return " bis " if MEASURED.search(match.string[max(match.start() - 20, 0) : match.start()]) else None


def _between_words(match: re.Match[str]) -> str | None:
    """und/oder, Frankfurt/Main; a price per month is none."""
    return None if MEASURED.search(match.string[max(match.start() - 20, 0) : match.start()]) else " "


def _in_a_sum(match: re.Match[str]) -> str | None:
    """a/b = c, x/2."""
    around = match.string[max(match.start() - 12, 0) : match.end() + 12]
    pair = match.string[match.start() - 1] + match.string[match.end()]
    return " durch " if "=" in around or re.fullmatch("[xyz][0-9]|[0-9][xyz]", pair) else None


def _rising(match: re.Match[str]) -> str | None:
    """10 - 20 Personen."""
    return f"{bare(int(match[1]))} bis {bare(int(match[2]))}" if int(match[1]) < int(match[2]) else None


def _index(match: re.Match[str]) -> str:
    """The 1 of x₁."""
    behind = match.string[match.end() : match.end() + 1]
    return f" {_lowered(match[0])}{' ' if behind.isalpha() else ''}"


def _greek(match: re.Match[str]) -> str | None:
    """A letter by itself: Δx, 2πr."""
    name = GREEK.get(match[0].lower())
    before, behind = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return name and f"{' ' if before.isalnum() else ''}{name}{' ' if behind.isalnum() else ''}"


def _divided(match: re.Match[str]) -> str | None:
    """10:2=5, but 1/4 is a fraction in a sum too."""
    above, below = int(match[1]), int(match[3])
    return None if match["sign"] == "/" and above < below else f"{bare(above)} geteilt durch {bare(below)}"


def _lowered(written: str) -> str:
    return bare(int(unicodedata.normalize("NFKC", written)))


def _isotope(match: re.Match[str]) -> str:
    """¹⁴C."""
    return f"{_lowered(match[1])} "


def _times(match: re.Match[str]) -> str | None:
    """10 m x 5 m."""
    return "mal" if MEASURED.search(match.string[max(match.start() - 20, 0) : match.start()].rstrip()) else None


def _row(match: re.Match[str]) -> str:
    """90-60-90, 4-3-3."""
    return " ".join(bare(int(each)) for each in match[0].split("-"))


RULES: tuple[Rule, ...] = (
    rule(
        rf"{START}([0-9]{{1,9}})(?P<sign> : | ?÷ ?|:| ?/ ?)([0-9]{{1,9}})(?= ?=)",
        _divided,
    ),
    rule(
        rf"{START}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{2,4}}(?![0-9,])", lambda match: bare(int(match[0].replace(",", "")))
    ),
    rule(rf"(?<![\w.])([{SUPERSCRIPT}]{{1,3}})(?=[A-Z][a-z]?(?!\w))", _isotope),
    rule(r"(?<=[A-Za-z])[\u2080-\u2089]{1,3}", _index),
    rule(r"(?<![\u0370-\u03ff])[\u0391-\u03c9](?![\u0370-\u03ff])", _greek),
    rule(
        r"(?<![\w.,:])([0-9]{1,3}),([0-9]{1,2}):([0-9]{1,3})(?![\w:]|[.,][0-9])",
        lambda match: (
            f"{bare(int(match[1]))} Komma {' '.join(bare(int(n)) for n in match[2])} zu {bare(int(match[3]))}"
        ),
    ),
    rule(r"\A> ?(?=[0-9])", lambda _: "größer als "),
    rule(r"(?<=[a-zA-Z²] )[x×](?= [0-9])", _times),
    rule(r"\b([2458])K\b", lambda match: f"{bare(int(match[1]))} K"),
    rule(r"\b0([1-9])/(1[0-9])\b(?!/)", lambda match: f"null {bare(int(match[1]))} {bare(int(match[2]))}"),
    rule(
        rf"(?<![\w.])(?P<name>{'|'.join(FUNCTIONS)}|[fgh])\((?P<inside>[a-z]|[0-9]{{1,4}})(?P<degrees>°?)\)(?!\w)",
        _function,
    ),
    rule(r"(?<=[²³)]) [-\u2212] (?=[a-z](?![a-z])|[0-9(])|(?<=\([a-z])[-\u2212](?=[a-z]\))", lambda _: " minus "),
    rule(r"(?<=[A-Z]{2})/(?=[0-9])", lambda _: " "),
    rule(
        r"(?<!die )(?<!eine )(?:½|(?<![\w/.,])1/2)(?= (?:der|des|aller|meiner|unserer|seiner|ihrer) )",
        lambda _: "die Hälfte",
    ),
    rule(r"(?<=[(=])-(?=[a-z](?!\w))|\u2212 ?(?=[a-z√(](?!\w))", lambda _: "minus "),
    rule(r"(?<=\b[QH][1-4])/(?=[0-9])", lambda _: " "),
    rule(r"√ ?(?=\()", lambda _: "Wurzel aus "),
    rule(r"∛ ?(?=[\w(])", lambda _: "dritte Wurzel aus "),
    rule(r"(?<=[)²³]) ?[*×·] ?(?=[\w(])|(?<=\b[A-Za-zα-ω]) ?[·×⋅] ?(?=[A-Za-zα-ω](?![A-Za-z])|\()", lambda _: " mal "),
    rule(r"(?<=[0-9])\*(?=[a-z]\b)|(?<=\b[a-z])\*(?=[a-z]\b)|(?<=[0-9a-z]) ?[*×·] ?(?=\()", lambda _: " mal "),
    rule(r"(?<=[)])/(?=[0-9(])|(?<=[0-9])/(?=\()|(?<=[0-9]) ?/ ?(?=[0-9]{1,9} ?=)", lambda _: " geteilt durch "),
    rule(r"(?<=[0-9])(?: : | ?÷ ?|:)(?=[0-9]{1,9} ?=)", lambda _: " geteilt durch "),
    rule(r"(?<=[0-9])[-\u2212](?=[0-9]{1,9} ?=)|(?<=\b[xyzn])[-\u2212](?=[0-9])", lambda _: " minus "),
    rule(r"(?<![\w)])[-\u2212](?=[0-9]{1,2}/[0-9]|[½⅓⅔¼¾⅛])", lambda _: "minus "),
    rule(r"\^(?=[a-z]\b)", lambda _: " hoch "),
    rule(r"(?<=[0-9])!(?= ?=)", lambda _: " Fakultät"),
    rule(
        r"(?<![\w.,])(?P<number>[0-9]{1,3}(?:[,.][0-9]{1,6})?)[eE](?P<sign>[-+\u2212]?)(?P<exponent>[0-9]{1,3})(?!\w)",
        _to_the_power,
    ),
    rule(
        r"(?<![\w.,])(?P<degrees>[0-9]{1,3})° ?(?P<minutes>[0-9]{1,2})['′’] ?(?:(?P<seconds>[0-9]{1,2})[\"″”] ?)?"
        r"(?P<point>[NSOEW](?!\w))?",
        _angle,
    ),
    rule(rf"(?<![\w.])(?:{SALTS})(?!\w)", lambda match: " ".join(match[0].upper())),
    rule(r"(?<=[%°€$a-zA-Z²³]) ?[\u2013\u2014-] ?(?=-?[0-9])", _between_amounts),
    rule(r"(?<=\b[a-z0-9])/(?=[a-z0-9]\b)", _in_a_sum),
    rule(
        rf"(?:(?<=Cent)|(?<=Euro)|(?<=Dollar)|(?<=Franken)|(?<=€)|(?<=ct))/(?P<unit>{any_of(UNITS)})(?!\w)",
        lambda match: f" pro {UNITS[match['unit']].one}",
    ),
    rule(r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})", _between_words),
    rule(r"\((?:m/w/d|w/m/d|d/m/w|m/w/x)\)", lambda _: "(männlich, weiblich, divers)"),
    rule(rf"{START}([1-9][0-9]{{0,3}}) [-\u2013] ([1-9][0-9]{{0,3}})(?![\w]|[.,:][0-9]| ?[=+*/])", _rising),
    rule(r"(?<![\w.,/:+-])(?:0|[1-9][0-9]{0,2})(?:-(?:0|[1-9][0-9]{0,2})){2,5}(?![\w-]|[.,:/][0-9])", _row),
    rule(rf"(?<![\w.,/%°)-])(?<![0-9] )(?:{any_of(SPOKEN_BARE)})(?![\w/]|['’]\w)", lambda match: UNITS[match[0]].many),
    rule(r"(?<=[0-9])-(?=(?:alpha|beta|rc|dev|pre|preview)(?![a-z]))", lambda _: " "),
    rule(r"(?:(?<=-rc)|(?<=eta)|(?<=pha))\.(?=[0-9])", lambda _: " "),
)
