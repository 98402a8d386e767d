"""English formulas beyond arithmetic: functions, powers of ten, Greek letters, reactions, what measures "by" what."""

import re

from pipeline.normalize.en_numbers import cardinal, number, year
from pipeline.normalize.en_words import UNITS
from pipeline.normalize.formulas import ELEMENTS
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

GREEK = pairs(
    "α = alpha; β = beta; γ = gamma; δ = delta; ε = epsilon; ζ = zeta; η = eta; θ = theta; ι = iota; κ = kappa"
    "; λ = lambda; μ = mu; ν = nu; ξ = xi; ρ = rho; σ = sigma; τ = tau; υ = upsilon; φ = phi; χ = chi; ψ = psi"
    "; ω = omega; Γ = gamma; Δ = delta; Θ = theta; Λ = lambda; Ξ = xi; Π = pi; Σ = sigma; Φ = phi; Ψ = psi; Ω = omega"
)
FUNCTIONS = pairs(
    "sin = sine; cos = cosine; tan = tangent; log = log; ln = natural log; exp = exponential; sqrt = square root"
    "; f = f; g = g; h = h; P = P; max = maximum; min = minimum"
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
LOWERING = str.maketrans(RAISED, "0123456789")
TERM = r"[0-9.]{0,6}[A-Za-z]?"
LENGTHS = [unit for unit in UNITS if UNITS[unit].one.endswith(("meter", "foot", "inch", "yard", "pixel", "mile"))]
LENGTH = rf"(?:{any_of(LENGTHS)}|in|inch|inches|feet|foot|pixels?|meters?)(?!\w)"
SIDE = r"[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.,]*[0-9])"
NO_PRODUCT = r"(?! ?[=^*+/]|[²³])"
BY = (
    rf"(?<=[0-9])(?<!\b0)x(?=(?:{SIDE}x)?{SIDE}{NO_PRODUCT})"
    rf"|(?<=[0-9]) ?[x×] ?(?=(?:{SIDE} ?[x×] ?)?{SIDE}{SPACE}?-?{LENGTH})"
    r"|(?:(?<=cm)|(?<=mm)|(?<=[0-9]m)|(?<=[0-9] m)|(?<=ft)|(?<=in)|(?<=[0-9]['’\"′″])) ?[x×] ?(?=[0-9])"
)
CHEMICAL = rf"(?<![\w.])(?=[A-Z]{{0,3}}[A-Z][a-z])(?![A-Z]+s\b)(?:{ELEMENTS}){{2,5}}(?![\w’'])"


def _powers_of_ten(match: re.Match[str]) -> str:
    """6.02e23, 1e-5."""
    sign = "minus " if match["sign"] in ("-", "\u2212") else ""
    low = number(*match["low"].partition(".")[::2])
    low = f"minus {low}" if match["minus"] else low
    return f"{low} times ten to the power of {sign}{cardinal(int(match['exponent']))}"


def _hexadecimal(match: re.Match[str]) -> str:
    """0x1F."""
    return " ".join(cardinal(int(sign)) if sign.isdecimal() else sign for sign in f"0x{match[0][2:].upper()}")


def _pixels(match: re.Match[str]) -> str:
    """1920×1080."""
    return " by ".join(
        year(int(each)) if 1000 < int(each) < 10_000 and int(each) % 1000 else cardinal(int(each))
        for each in match.groups()
    )


def _angle(match: re.Match[str]) -> str:
    """sin x, cos²θ."""
    power = {"²": " squared", "³": " cubed"}.get(match["power"] or "", "")
    return f"{FUNCTIONS[match['function']]}{power} "


def _isotope(match: re.Match[str]) -> str:
    """¹⁴C."""
    return f"{' '.join(match['element'].upper())} {cardinal(int(match['isotope'].translate(LOWERING)))}"


def _function(match: re.Match[str]) -> str:
    name = FUNCTIONS[match["function"]]
    return f"{name} of {match['of']}" if match["of"] else f"{name} of ("


RULES: tuple[Rule, ...] = (
    rule(
        r"(?P<minus>(?<![\w)])[-\u2212])?(?<![\w.,])(?P<low>[0-9]{1,3}(?:\.[0-9]{1,6})?)[eE]"
        r"(?P<sign>[-\u2212+])?(?P<exponent>[0-9]{1,3})"
        r"(?![\w-]|\.[0-9])",
        _powers_of_ten,
    ),
    rule(rf"(?<![\w.,/])([1-9][0-9]{{2,3}}) ?[x×] ?([1-9][0-9]{{2,3}}){NO_PRODUCT}(?![0-9A-Za-z.,]*[0-9])", _pixels),
    rule(r"(?<!\w)0x[0-9A-Fa-f]{1,16}(?!\w)", _hexadecimal),
    rule(BY, lambda _: " by "),
    rule(r"(?<!\b(?:sin|cos|tan) [0-9])(?<=[0-9])[x×](?![\w)]| ?[-+*/=^0-9²³])", lambda _: " times"),
    rule(
        r"\b(?P<function>sin|cos|tan)(?:(?P<power>[²³]) ?|(?= ?[θαβφωπ]) ?|(?= [0-9]{0,2}[xyzt](?![\w’'])) )(?!\()",
        _angle,
    ),
    rule(r"\bd([a-z])/d([a-z])\b", lambda match: f"d {match[1]} over d {match[2]}"),
    rule(
        r"(?=/)(?:(?<=[)²³₀-₉])|(?<=\b[abnrxyz])|(?<=[αβγδθλμπρσφω]))/(?=[0-9a-zα-ωΔ(]{1,3}(?![\w/]))|"
        r"(?<=[αβγδΔθλμπρσφω][a-z])/(?=Δ)|(?<=[0-9])/(?=[nxyz](?![\w/]))",
        lambda _: " over ",
    ),
    rule(r"\^\((?=[^()\n]{1,12}\))", lambda _: " to the power of ("),
    rule(r"(?=[-⁻])(?:(?<=\bOH)|(?<=\bCl)|(?<=\bBr)|(?<=O[34]))[-⁻](?=[\s.,;)]|\Z)", lambda _: " minus"),
    rule(r"(?<=[A-Za-z0-9₀-₉])[·•](?=[0-9]{0,2}H[2₂]O)", lambda _: " dot "),
    rule(rf"(?<![\w)\]²³])(?P<isotope>[{RAISED}]{{1,3}})(?P<element>{ELEMENTS})(?!\w)", _isotope),
    rule(
        rf"(?<!\w)(?P<function>{'|'.join(FUNCTIONS)})\((?:(?P<of>[a-zA-Z])\)|"
        rf"(?=[^()\n]{{0,12}}[0-9,+*/^²³θπαβ][^()\n]{{0,12}}\)))",
        _function,
    ),
    rule(
        r"\blog(?P<base>[₀-₉]{1,2}) ?", lambda match: f"log base {cardinal(int(match['base'].translate(LOWERED)))} of "
    ),
    rule(r"(?<=[a-z])[₀-₉]{1,3}", lambda match: f" {cardinal(int(match[0].translate(LOWERED)))}"),
    rule(r"(?<=[0-9n])!(?= ?[=×*/+])|(?<=\b[nk])!", lambda _: " factorial"),
    rule(
        r"(?<![\w.,/+-])([0-9]{1,9}(?:\.[0-9]{1,4})?) ?[-\u2212\u2013] ?(?=[0-9.,]{1,9} ?= ?[-0-9x?])",
        lambda match: f"{number(*match[1].partition('.')[::2])} minus ",
    ),
    rule(r"(?<=\([a-z])[-\u2212](?=[a-z0-9]\))", lambda _: " minus "),
    rule(r"(?<![\w)’'-])[-\u2212](?=[a-z](?: ?[=+*/^²³±<>)]))", lambda _: "minus "),
    rule(
        r"(?<=[²³)\]\w]) \u2212 (?=[\w(√])|(?<=[²³)]) [-\u2013] (?=[a-z(√])|(?<=\b[a-zA-Z]) - (?=[a-z][²³^]|\()",
        lambda _: " minus ",
    ),
    rule(
        rf"(?<=[0-9A-Za-z)])\((?={TERM} ?[-+\u2212] ?{TERM}\))",
        lambda match: (
            " times ("
            if match.string[match.start() - 1].isdecimal() or match.string[match.start() - 1] == ")"
            else None
        ),
    ),
    rule(
        r"(?:(?<=[=+*(-] )|(?<=[=(])|\A)([a-z])/([a-z])(?= ?[=+*)]|\s*\Z)",
        lambda match: (
            f"{match[1]} over {match[2]}"
            if match[0] not in ("n/a", "a/c", "b/w", "w/o", "c/o", "i/o", "p/e", "r/w", "h/t")
            else None
        ),
    ),
    rule(
        r"(?<=[A-Za-z0-9)₀-₉⁺⁻]) (?:→|->|⟶) (?=[0-9]{0,2}[A-Z][A-Za-z]?[0-9₀-₉A-Z(]| ?[0-9]{0,2}[A-Z][a-z]?[A-Z])",
        lambda _: " yields ",
    ),
    rule(r"(?<=[\w)]) ≈ ", lambda _: " is approximately "),
    rule(rf"(?<![\u0370-\u03ff])[{''.join(GREEK)}](?![\u0370-\u03ff])", lambda match: f"{GREEK[match[0]]}"),
    rule(r"(?<![\w|])\|(-?[a-z0-9]{1,3})\|(?![\w|])", lambda match: f"absolute value of {match[1]}"),
    rule(r"(?<=\b[A-Za-z] = )[a-zA-Z]{2,3}(?= ?[+*/^²³,;.]|\s*\Z| -)(?<!no)(?<!yes)", lambda match: " ".join(match[0])),
)
CHEMICALS: tuple[Rule, ...] = (rule(CHEMICAL, lambda match: " ".join(match[0].upper())),)
SIGNS = "[0-9=^()/|!²³√×→≈·•⁰-⁹₀-₉⁻\u0370-\u03ff\u2212]"
"""What every other rule needs one of."""
