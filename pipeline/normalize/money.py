"""Money: a number with the sign, the code or the name of its currency, before or behind it."""

import re

from pipeline.normalize.language import Currency, Noun
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import SPACE, START, Numbers, any_of, as_listed
from pipeline.normalize.rules import Rule, rule


def money_rules(numbers: Numbers) -> tuple[Rule, ...]:
    language = numbers.language
    sign = f"(?P<sign>{any_of(language.currencies)})"
    magnitude = rf"(?:{SPACE}?(?P<magnitude>{any_of(language.magnitudes)})(?!\w))?"

    words = [written for written in language.magnitudes if len(written) > 1]  # 4K is no number of things

    def read(match: re.Match[str]) -> str:
        return _money(numbers, match)

    def count(match: re.Match[str]) -> str:
        return numbers.count(match, _magnitude(numbers, match)) + full_stop(match)

    between = rf"(?<=[0-9]){SPACE}?[-\u2013\u2014]{SPACE}?(?={any_of(language.currencies)}{SPACE}?[0-9])"
    return (
        rule(between, lambda _: f" {language.to} "),
        rule(rf"(?P<debt>(?<![\w)])[-\u2212])?(?<!\w){sign}{SPACE}?{numbers.amount}{magnitude}", read),
        rule(rf"(?P<debt>)?{numbers.amount}{magnitude}{SPACE}?{sign}(?!\w)", read),
        rule(rf"{numbers.amount}{SPACE}?(?P<magnitude>{any_of(words)})(?!\w)", count),
    )


def pointed_money_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """$1,299.50, 3.50 €: sums with a point where the language has a comma."""
    language = numbers.language
    if language.decimal_mark == ".":
        return ()
    sign = f"(?P<sign>{any_of(language.currencies)})"
    number = r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){0,4}+)\.(?P<cents>[0-9]{2})(?![0-9]|[.,][0-9])"
    short = (
        rf"(?P<whole>[0-9]{{1,3}})\.(?P<part>[0-9]{{1,2}}){SPACE}?(?P<magnitude>{any_of(language.magnitudes)})(?!\w)"
    )

    debt = r"(?P<debt>(?<![\w)])[-\u2212])?"

    def minus(match: re.Match[str]) -> str:
        return f"{language.minus} " if match["debt"] else ""

    def read(match: re.Match[str]) -> str:
        whole = match["whole"].replace(",", "")
        return minus(match) + _with_cents(numbers, whole, match["cents"], _currency(numbers, match))

    def magnified(match: re.Match[str]) -> str:
        noun, currency = _magnitude(numbers, match), _currency(numbers, match)
        number = numbers.read(f"{match['whole']}{language.decimal_mark}{match['part']}")
        linked = currency.unit.many if noun.many == language.thousand else numbers.linked(currency.unit.many)
        return f"{minus(match)}{number} {noun.many} {linked}"

    return (
        rule(rf"{debt}(?<!\w){sign}{SPACE}?{short}", magnified),
        rule(rf"{debt}{START}{short}{SPACE}?{sign}(?!\w)", magnified),
        rule(rf"{debt}(?<!\w){sign}{SPACE}?{number}", read),
        rule(rf"{debt}{START}{number}{SPACE}?{sign}(?!\w)", read),
    )


def _currency(numbers: Numbers, match: re.Match[str]) -> Currency:
    currencies = numbers.language.currencies
    return currencies[as_listed(match["sign"], currencies)]


def _magnitude(numbers: Numbers, match: re.Match[str]) -> Noun:
    magnitudes = numbers.language.magnitudes
    return magnitudes[as_listed(match["magnitude"], magnitudes)]


def _counted(numbers: Numbers, digits: str, noun: Noun) -> tuple[str, str]:
    """A whole number and the noun in its form."""
    number = digits.lstrip("0") or "0"
    return numbers.whole(number, noun.gender), noun.one if numbers.single(number) else numbers.many(number, noun)


def _money(numbers: Numbers, match: re.Match[str]) -> str:
    language, currency = numbers.language, _currency(numbers, match)
    debt = f"{language.minus} " if match["debt"] else ""
    if match["magnitude"]:
        return debt + _with_magnitude(numbers, match, currency)
    whole, _, cents = numbers.plain(match["low"]).partition(".")
    if len(cents) == 2 and not match["high"]:
        minus = f"{language.minus} " if match["minus"] else ""
        return debt + minus + _with_cents(numbers, whole, cents, currency)
    return debt + numbers.count(match, currency.unit)


def _with_magnitude(numbers: Numbers, match: re.Match[str], currency: Currency) -> str:
    noun, counted = _magnitude(numbers, match), currency.unit.many
    linked = counted if noun.many == numbers.language.thousand else numbers.linked(counted)
    return f"{numbers.count(match, noun)} {linked}"


def _with_cents(numbers: Numbers, whole: str, cents: str, currency: Currency) -> str:
    units = " ".join(_counted(numbers, whole, currency.unit))
    if cents == "00":
        return units
    said, name = _counted(numbers, cents, currency.cent)
    if not whole.strip("0"):
        return f"{said} {name}"
    form = numbers.language.with_cents
    return form.format(units=units, cents=said if "{name}" in form else numbers.whole(cents.lstrip("0")), name=name)
