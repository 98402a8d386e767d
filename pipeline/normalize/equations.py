"""Equations: signs between numbers and letters that a sum or a formula around them explains; points of the compass."""

import re
from collections.abc import Callable, Iterable, Mapping

from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule

SALTS = "NaCl|NaOH|HCl|KCl|KOH|HBr|HCN|CaO|MgO|CuO|FeO|ZnO|FeS|AgCl|LiCl|NaF|KBr|NaBr|SiC|GaAs"
TERM = "[0-9]{1,9}"


def equation_rules(
    say: Callable[[int], str], minus: str, divided: str, over: str, of: str, factorial: str
) -> tuple[Rule, ...]:
    """12-5=7, 10/2 = 5, v = d/t, f(x), 5! = 120, in the words for these signs."""

    def quotient(match: re.Match[str]) -> str | None:
        whole = int(match["above"]) > int(match["below"])
        return f"{say(int(match['above']))} {divided} " if whole else None

    return (
        rule(rf"(?<=[0-9])-(?={TERM}(?:[-+*×/]{TERM}){{0,4}} ?=)", lambda _: f" {minus} "),
        rule(rf"{START}(?P<above>{TERM}) ?[:/] ?(?=(?P<below>{TERM}) ?= ?[0-9])", quotient),
        rule(
            r"(?:(?<==)|(?<== )|\b(?=[a-zA-Z]/[a-zA-Z] ?[=+]))([a-zA-Z])/([a-zA-Z])(?!\w)",
            lambda match: f"{match[1]} {over} {match[2]}",
        ),
        rule(
            r"(?:\A|(?<=[(=+\n])|(?<=[(=+\n] ))([a-zA-Z]) - ([a-zA-Z])(?=\s*(?:\Z|[=)+\n]))",
            lambda match: f"{match[1]} {minus} {match[2]}",
        ),
        rule(r"\b([fgh])\(([a-z])\)", lambda match: f"{match[1]} {of} {match[2]}"),
        rule(r"(?<=[0-9n])!(?= ?=)", lambda _: f" {factorial}"),
    )


def salts(letters: Mapping[str, str]) -> Rule:
    """NaCl, HCl: formulas without a digit, spelled."""
    return rule(rf"(?<![\w.])(?:{SALTS})(?!\w)", lambda match: " ".join(letters[each.upper()] for each in match[0]))


def compass(points: Mapping[str, str]) -> Rule:
    """48° 51' N, 12°E."""
    letters = "".join(points)
    return rule(rf"(?<=[0-9][°'’′\"″]){SPACE}?([{letters}])(?![\w'’])", lambda match: f" {points[match[1]]}")


def spaced_range(to: str, signs: Iterable[str]) -> Rule:
    """10 000 - 15 000 €: a hyphen with spaces that is no minus, as only the second number has the sign."""
    number = r"[0-9]{1,3}(?:[ .,\u00a0\u202f]?[0-9]{1,3}){0,4}"
    return rule(rf"(?<=[0-9]){SPACE}-{SPACE}(?={number}{SPACE}?{any_of(signs)}(?!\w|{SPACE}?=))", lambda _: f" {to} ")


def grouped_by_commas(say: Callable[[int], str]) -> Rule:
    """1,000,000 and 12,500,000, where the comma is otherwise the mark of decimals."""
    number = rf"{START}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{2,3}}(?![0-9]|[.,][0-9])"
    return rule(number, lambda match: say(int(match[0].replace(",", ""))))
