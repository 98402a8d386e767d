"""Numbers that Spanish and Portuguese write short: 8/10, 120/80, 1.as, 10 mil km, 6.02e23, .5, 5 kg - 10 kg, #1."""

import re
from collections.abc import Callable

from pipeline.normalize.formulas import ELEMENTS, spelled_formula
from pipeline.normalize.language import Gender
from pipeline.normalize.numbers import SPACE, START, Numbers, any_of, as_listed
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.sums import thousands

SPANS = "(?:hora|d[ií]a|semana|mes|mês|año|ano|noche|noite|persona|pessoa|habitante|unida[d]e?|alumno|aluno)"
AMONG = 40
"""Characters before 8/10 in which a word tells that it is a mark, or a pressure."""
SALT = rf"(?<![\w.@#&'-])(?=[A-Z]{{0,3}}[a-z])(?![A-Z]{{1,5}}s\b)(?:{ELEMENTS}){{2,4}}+(?!\w|[-@]\w)"


def short_rules(
    numbers: Numbers,
    *,
    over: tuple[tuple[str, str], ...],
    between: tuple[str, str],
    plural: Callable[[int, Gender, bool], str],
    number: str,
) -> tuple[Rule, ...]:
    """What is said for the stroke and of what, words for < and > in a sentence, plural ordinals, the sign of #1."""
    language = numbers.language

    def ordinals(match: re.Match[str]) -> str:
        return plural(int(match["number"]), "f" if match["end"][0] in "aª" else "m", True)

    def hour(match: re.Match[str]) -> str:
        return numbers.whole(match["number"], "f")

    return (
        *(_stroke_rule(numbers, link, about) for link, about in over),
        _improper(numbers),
        rule(rf"{START}(?P<number>1[0-2]|[1-9]):00(?={SPACE}?[aApP]\.?{SPACE}?[mM]\b)", hour),
        rule(rf"{START}(?P<number>[1-9][0-9]{{0,2}})\.?(?P<end>os|as|[º°ª]s)(?!\w)", ordinals),
        _scientific(numbers),
        rule(r"(?<![\w.,/])\.(?=[0-9]{1,3}(?![\w.]))", lambda _: f"{language.spelled['.']} "),
        *_compared(between),
        rule(r"(?<=\b[uU][nm] )1/([2-9]|10)(?![\w/]|[.,][0-9])", lambda match: _part(numbers, int(match[1]))),
        _english_sum(numbers),
        rule(r"(?<=\b[A-Za-z]) ?[·⋅] ?(?=[A-Za-z]\b)", lambda _: f" {language.signs['×']} "),
        *_short_sums(numbers),
        rule(r"(?:(?<=[0-9] m)|(?<=[0-9] [ckm]m)) ?[x×] ?(?=[0-9])", lambda _: " por "),
        rule(r"(?<=[0-9]) : (?=[0-9.,]{1,9} = )", lambda _: f" {language.signs['÷']} "),
        rule(rf"{START}24:00(?:{SPACE}?(?:{language.time_suffix}))?(?![0-9:])", lambda _: f"{numbers.bare(24)} horas"),
        *_unit_rules(numbers),
        *_bare_units(numbers),
        thousands(numbers.bare, language.currencies),
        rule(SALT, lambda match: spelled_formula(numbers, match[0])),
        rule(r"(?<![\w&])#(?=[0-9]{1,4}(?![\w.,]))", lambda _: f"{number} "),
        rule(r"(?<![\w&/])#(?=[^\W\d_])", lambda _: "hashtag "),
    )


def _stroke_rule(numbers: Numbers, over: str, about: str) -> Rule:
    """Marks and pressures."""
    words = re.compile(rf"(?<!\w)(?:{about})(?!\w)", re.IGNORECASE)

    def read(match: re.Match[str]) -> str | None:
        before = match.string[max(match.start() - AMONG, 0) : match.start()]
        return f"{numbers.read(match[1])} {over} {numbers.read(match[2])}" if words.search(before) else None

    return rule(rf"{START}([0-9]{{1,3}}(?:,[0-9])?)/([0-9]{{1,3}})(?![\w/%]|[.,][0-9]|{SPACE}d[eo]l?\b)", read)


def _improper(numbers: Numbers) -> Rule:
    """What is more than a whole: 5/2."""

    def read(match: re.Match[str]) -> str | None:
        above, below = int(match[1]), int(match[2])
        return numbers.language.fraction(above, below) if above > below and above % below else None

    return rule(rf"(?<!/[0-9] [ey] )(?<!/[0-9], ){START}([3-9])/([2-9])(?![\w/%-]|[.,] ?[0-9]|{SPACE}[^\W\d_])", read)


def _scientific(numbers: Numbers) -> Rule:
    """1.5e6, 3e-9."""
    language = numbers.language

    def read(match: re.Match[str]) -> str:
        sign = f"{language.minus} " if match["minus"] else ""
        power = f"{numbers.bare(10)} {language.power} {sign}{numbers.whole(match['exponent'])}"
        whole, _, decimals = match["number"].replace(",", ".").partition(".")
        spoken = numbers.read(f"{whole}{language.decimal_mark}{decimals}" if decimals else whole)
        return f"{spoken} {language.signs['×']} {power}"

    number = r"(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,6}(?=[eE])|(?=e)))"
    return rule(rf"{START}{number}[eE]\+?(?P<minus>-)?(?P<exponent>[0-9]{{1,3}})(?!\w)", read)


def _unit_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """10 mil km, 3 millones de km²; 5 kg - 10 kg, 9h00 – 18h00; 300 K."""
    language = numbers.language
    units = any_of(each for each in language.units if len(each) > 1 and each[0].isalpha())
    measured = rf"{SPACE}?(?:{any_of([*language.units, *language.currencies])}|h[0-5][0-9])(?!\w)"
    before = re.compile(rf"[0-9]{measured}\Z")

    def upto(match: re.Match[str]) -> str | None:
        found = before.search(match.string[max(match.start() - 12, 0) : match.start()])
        return f" {language.to} " if found else None

    return (
        rule(
            rf"(?:(?<=\bmil )|(?<=ones de )|(?<=hões de )){units}(?![\w.])",
            lambda match: language.units[re.sub(SPACE, " ", match[0])].many,
        ),
        rule(rf"{SPACE}[-\u2013]{SPACE}(?=[0-9][0-9.,]{{0,12}}{measured})", upto),
        rule(rf"(?<=[0-9]{SPACE})K(?!\w)", lambda _: "kelvin"),
    )


def _bare_units(numbers: Numbers) -> tuple[Rule, ...]:
    """€/kWh, mg/dl without a number; 3 veces/semana."""
    language = numbers.language
    units = {sign: noun for sign, noun in language.units.items() if " " not in sign}
    nouns = {sign: each.unit for sign, each in language.currencies.items()} | units
    below = rf"(?P<below>{any_of(units)}|{SPANS})(?![\w/])"

    def divided(match: re.Match[str]) -> str | None:
        above, unit = nouns[match["above"]].many, units.get(match["below"])
        return f"{above} {language.per} {unit.one if unit else match['below']}"

    return (
        rule(
            rf"(?<![\w/.])(?P<above>{any_of(each for each in units if '/' in each)})(?![\w/])",
            lambda match: units[match[0]].many,
        ),
        rule(rf"(?<![\w/.])(?=\S{{4}})(?P<above>{any_of(nouns)})/{below}", divided),
        rule(rf"(?<=[a-zà-ÿ]{{3}})/(?={SPANS}\b)", lambda _: f" {language.per} "),
    )


def _english_sum(numbers: Numbers) -> Rule:
    """$1,500: a comma before three digits; but R$ 5,599 is a price in Brazil."""
    language = numbers.language
    signs = any_of(sign for sign in language.currencies if sign != "R$")

    def read(match: re.Match[str]) -> str:
        unit = language.currencies[as_listed(match["sign"], language.currencies)].unit
        return f"{language.cardinal(int(match['number'].replace(',', '')), unit.gender)} {unit.many}"

    number = r"(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?![0-9]|[.,][0-9])"
    magnitudes = any_of(language.magnitudes)
    return rule(rf"(?<!\w)(?P<sign>{signs}){SPACE}?{number}(?!{SPACE}?{magnitudes}(?!\w))", read)


def _part(numbers: Numbers, below: int) -> str:
    """Behind the article: un 1/5."""
    return numbers.language.fraction(1, below).partition(" ")[2]


def _compared(between: tuple[str, str]) -> tuple[Rule, ...]:
    """Gana < 1.000 €: in a sentence, not in a formula."""
    below, above = between
    return (
        rule(r"(?<=[a-zà-ÿ]{2} )< ?(?=(?:[RUS]{0,2}[$€£] ?)?[0-9])", lambda _: f"{below} "),
        rule(r"(?<=[a-zà-ÿ]{2} )> ?(?=(?:[RUS]{0,2}[$€£] ?)?[0-9])", lambda _: f"{above} "),
    )


def _short_sums(numbers: Numbers) -> tuple[Rule, ...]:
    """3,5 M de euros, 4.5M, 1.2K."""
    language = numbers.language

    def read(match: re.Match[str]) -> str:
        whole, decimals = match["whole"], match["decimals"] or ""
        if match["sign"] in "kK":
            return numbers.bare(int(whole) * 1000 + int(decimals.ljust(3, "0")))
        million = language.magnitudes["M"]
        noun = million.one if (whole, decimals) == ("1", "") else million.many
        return f"{numbers.read(f'{whole},{decimals}'.rstrip(','))} {noun}"

    number = r"(?P<whole>[0-9]{1,3})(?:[.,](?P<decimals>[0-9]{1,2}))"
    return (
        rule(rf"{START}{number}(?P<sign>[kKM])(?!\w|[$€£]|{SPACE}?[$€£])", read),
        rule(rf"{START}{number}?{SPACE}?(?P<sign>M)(?={SPACE}de{SPACE})", read),
    )
