"""Sentences to learn from: made of words.py by a few patterns, the same for the same seed."""

import random
from collections.abc import Callable, Collection, Iterator

from num2words import num2words

from models.training.words import (
    BECAUSE,
    DAYS,
    DID,
    DO,
    HOW,
    MONTHS,
    NAMES,
    OPENINGS,
    PEOPLE,
    QUALITIES,
    SHORT,
    THINGS,
    UNITS,
    WHERE,
)

Draw = Callable[[list[str]], str]


def sentences(count: int, seed: int, without: Collection[str] = ()) -> list[str]:
    """So many different ones, none of which is in `without` (compared by their letters)."""
    made: dict[str, str] = {letters(text): "" for text in without}
    for text in _all(random.Random(seed)):  # noqa: S311 - no secret
        made.setdefault(letters(text), text)
        if len(made) - len(without) >= count:
            break
    return [text for text in made.values() if text]


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def _all(draw: random.Random) -> Iterator[str]:
    yield from SHORT
    while True:
        pattern = draw.choices(list(PATTERNS), list(PATTERNS.values()))[0]
        text = pattern(draw.choice)
        yield text[0].upper() + text[1:]


def _someone(one: Draw) -> str:
    names = [one(NAMES), f"the {one(PEOPLE)}", f"the {one(QUALITIES)} {one(PEOPLE)}", f"my {one(PEOPLE)}"]
    return one([*names, "she", "he", "they", "we", "I", "you", "everyone"])


def _something(one: Draw) -> str:
    thing, quality = one(THINGS), one(QUALITIES)
    return one([f"the {thing}", f"the {quality} {thing}", f"this {thing}", f"her {thing}", f"their {quality} {thing}"])


def _number(one: Draw) -> str:
    most = one(["10", "20", "100", "100", "1000", "10000", "1000000"])
    return str(num2words(int(one([str(n) for n in range(0, int(most), max(int(most) // 997, 1))])), lang="en"))


def _statement(one: Draw) -> str:
    return f"{_someone(one)} {one(DID)} {_something(one)} {one([one(HOW), one(WHERE), one(WHERE)])}."


def _with_clause(one: Draw) -> str:
    return f"{_someone(one)} {one(DID)} {_something(one)}{one([', ', ' '])}{one(BECAUSE)}."


def _opened(one: Draw) -> str:
    return f"{one(OPENINGS)}, {_someone(one)} {one(DID)} {_something(one)} {one(WHERE)}."


def _listed(one: Draw) -> str:
    return f"{_someone(one)} {one(DID)} a {one(THINGS)}, a {one(THINGS)}, and some {one(THINGS)}."


def _asked(one: Draw) -> str:
    who, what = _someone(one), _something(one)
    return one([
        f"did {who} {one(DO)} {what} {one(WHERE)}?",
        f"can you {one(DO)} {what} {one(HOW)}?",
        f"have you ever {one(DID)} a {one(THINGS)}?",
        f"is {_something(one)} really {one(QUALITIES)}?",
        f"would you like to {one(DO)} {what}?",
        f"where did {who} {one(DO)} {what}?",
        f"why is the {one(THINGS)} so {one(QUALITIES)}?",
        f"how many {one(UNITS)} does it take to {one(DO)} {what}?",
    ])  # fmt: skip


def _told(one: Draw) -> str:
    return one([
        f"please {one(DO)} {_something(one)}.",
        f"do not {one(DO)} {_something(one)} {one(WHERE)}!",
        f"{one(DO)} {_something(one)}, and {one(DO)} {_something(one)}.",
        f"{one(NAMES)}, {one(DO)} {_something(one)} {one(HOW)}!",
        f"let us {one(DO)} {_something(one)}; it is {one(QUALITIES)}.",
    ])  # fmt: skip


def _counted(one: Draw) -> str:
    return one([
        f"it takes {_number(one)} {one(UNITS)} to {one(DO)} {_something(one)}.",
        f"{_someone(one)} {one(DID)} {_number(one)} {one(UNITS)} {one(WHERE)}.",
        f"the {one(THINGS)} costs {_number(one)} {one(UNITS)}, not {_number(one)}.",
        f"on {one(DAYS)} the {num2words(int(one([str(n) for n in range(1, 32)])), to='ordinal')} of {one(MONTHS)}.",
        f"{_number(one)}, {_number(one)}, {_number(one)}.",
        f"there are {_number(one)} {one(QUALITIES)} {one(PEOPLE)}s: {_number(one)} here, {_number(one)} there.",
    ])  # fmt: skip


def _described(one: Draw) -> str:
    return f"{_something(one)} was {one(QUALITIES)}, {one(QUALITIES)} and {one(QUALITIES)}{one(['.', '.', '!'])}"


def _said(one: Draw) -> str:
    return f"{one(NAMES)} said that {_someone(one)} {one(DID)} {_something(one)} {one(HOW)}."


PATTERNS: dict[Callable[[Draw], str], int] = {
    _statement: 5, _with_clause: 4, _opened: 3, _listed: 2, _asked: 4, _told: 3, _counted: 4, _described: 2, _said: 2,
}  # fmt: skip
"""And how often each is taken."""
