"""Signs between and behind numbers as Spanish and Portuguese read them: scores, strokes, hyphens, primes."""

import re
from collections.abc import Callable

from pipeline.normalize.numbers import SPACE, START, Numbers, any_of
from pipeline.normalize.rules import Rule, rule


def score_rules(to: str, bare: Callable[[int], str]) -> tuple[Rule, ...]:
    """3-1, Getafe 2 - 0 Betis, 4-4-2: small numbers that do not rise; what rises is a range and sounds the same."""

    def read(match: re.Match[str]) -> str | None:
        high, low = int(match[1]), int(match[2])
        return f"{bare(high)} {to} {bare(low)}" if low <= high else None

    def line_up(match: re.Match[str]) -> str:
        return " ".join(bare(int(number)) for number in match[0].split("-"))

    end = r"(?![\w/]|[.,-][0-9]| ?=)"
    return (
        rule(rf"(?<![\w.,/+-])[0-9]{{1,2}}(?:-[0-9]{{1,2}}){{2,4}}{end}", line_up),
        rule(rf"(?<![\w.,/+-])([0-9]{{1,3}})[-\u2013]([0-9]{{1,3}}){end}", read),
        rule(r"(?<=[^\W\d_] )([0-9]{1,3}) [-\u2013] ([0-9]{1,3})(?= [^\W\da-z_])", read),
    )


def stroke_rules(stroke: str, and_or: str, divided: str, per: str) -> tuple[Rule, ...]:
    """What stands between numbers and between words: 120/80, 2023/24, AC/DC, y/o."""
    return (
        rule(rf"\b({and_or})/(ou?|u)\b", lambda match: f"{match[1]} {match[2]}"),
        rule(r"(?<=[0-9)]) / (?=[0-9(])", lambda _: f" {divided} "),
        rule(r"(?<=[0-9])/(?=[a-zà-ÿ]{3})", lambda _: f" {per} "),
        rule(r"(?<=[A-Z]{2})/(?=[A-Z]{2,})", lambda _: " "),
        rule(r"(?<=[a-z])/(?=[A-Z]{2}\b)", lambda _: ", "),
        rule(
            r"(?<=[0-9])/(?=[0-9])|(?<=[^\W\d_])/(?=[^\W\d_])|(?<=[^\W_])/(?=[0-9])|(?<=[0-9])/(?=[^\W_])",
            lambda _: f" {stroke} ",
        ),
    )


def pair_rules(numbers: Numbers, stroke: str) -> tuple[Rule, ...]:
    """120/80 mmHg, 1:50.000: what is behind the sign begins no number for the other rules."""
    units = numbers.language.units

    def read(match: re.Match[str]) -> str | None:
        if int(match["high"]) < int(match["low"]):
            return None
        return f"{numbers.whole(match['high'])} {stroke} {numbers.whole(match['low'])} {units[match['unit']].many}"

    def scale(match: re.Match[str]) -> str:
        return f"{numbers.whole(match[1])} {numbers.language.ratio} {numbers.read(match[2])}"

    unit = rf"{SPACE}?(?P<unit>{any_of(units)})(?!\w)"
    feet = r"(?P<feet>[4-7])['\u2032] ?(?P<inches>1[01]|[0-9])(?:[\"\u2033]|'')"
    names = (units["ft"].many, units["\u2033"])

    def tall(match: re.Match[str]) -> str:
        said = numbers.whole(match["inches"], names[1].gender)
        return f"{numbers.whole(match['feet'])} {names[0]} {said} {names[1].many}"

    return (
        rule(rf"(?<![°º] ){START}(?<![°º]){feet}", tall),
        rule(rf"{START}(?P<high>[0-9]{{1,4}})/(?P<low>[0-9]{{1,4}}){unit}", read),
        rule(rf"{START}([0-9]{{1,3}}):({numbers.grouped}|[0-9]{{4,7}}(?![0-9:]))", scale),
    )


def hyphen_rules(to: str, minus: str, bare: Callable[[int], str]) -> tuple[Rule, ...]:
    """A-6, 11-M, COVID-19; and 9h-14h, whose numbers carry their unit."""
    taken = rf"{START}(?P<low>[0-9]{{1,9}})[-\u2212](?P<high>[0-9]{{1,9}})(?= ?= ?[-\u2212]?\w)"
    return (
        rule(taken, lambda match: f"{bare(int(match['low']))} {minus} {bare(int(match['high']))}"),
        rule(r"(?<=[ap]m|[mC]\.) ?[-\u2013] ?(?=[0-9])", lambda _: f" {to} "),
        rule(r"(?<=\bUTC|\bGMT) ?[-\u2212](?=[0-9])", lambda _: f" {minus} "),
        rule(
            r"(?<=[0-9][a-z%\u20ac])[-\u2013](?=[0-9])|(?<=[0-9][a-z]{2}|h[0-9]{2})[-\u2013](?=[0-9])",
            lambda _: f" {to} ",
        ),
        rule(r"(?<=[^\W\d_])-(?=[0-9])|(?<=[^\W\d_][0-9])-(?=[0-9])|(?<=[0-9])-(?=[A-Z](?:[0-9]|\b))", lambda _: " "),
    )


def prime_rules(minutes: str, inches: str) -> tuple[Rule, ...]:
    """90', 55": where no quotation is open that the sign could end."""

    def alone(match: re.Match[str], name: str) -> str | None:
        line = match.string[max(match.start() - 200, 0) : match.start()].rpartition("\n")[2]
        if re.search(r"\b[mM]inutos? [0-9+]{1,5}\Z", line):
            return ""
        return None if match[0] in line else f" {name}"

    return (
        rule(r"(?<=[0-9])['\u2032](?![\w'\u2032])", lambda match: alone(match, minutes)),
        rule(r"(?<=[0-9])[\"\u2033](?!\w)", lambda match: alone(match, inches)),
    )


def unit_stop_rule(units: str) -> Rule:
    """5 kg. de arroz: a full stop behind a unit that ends no sentence."""
    unit = re.compile(rf"[0-9]{SPACE}?{units}\Z")

    def read(match: re.Match[str]) -> str | None:
        return "" if unit.search(match.string[max(match.start() - 12, 0) : match.start()]) else None

    return rule(rf"\.(?={SPACE}[a-zà-ÿ(]|[,;)])", read)
