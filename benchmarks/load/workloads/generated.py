"""Texts without end, put together from sentences that are in the repository; no two are alike but where it says so."""

import random
from collections.abc import Iterator

from benchmarks.quality import lists

REPEATED, PHRASES = 0.4, 20
"""Share of the short prompts that are one of so many phrases, as in a voice assistant or a game."""

PARAGRAPH = range(4, 9)
"""Sentences."""

ARTICLE = range(8_000, 19_500)
"""Characters, at least; the last sentence may add a hundred."""

CROWD, CROWDED = 50, 7
"""So many ask for the same text of so many sentences, one after another, before the next text comes."""


def phrases(rng: random.Random) -> Iterator[str]:
    """Short prompts, of which many were heard before."""
    known = rng.sample(lists.sentences(lists.EVERYDAY), PHRASES)
    new = sentences(rng)
    while True:
        yield rng.choice(known) if rng.random() < REPEATED else next(new)


def sentences(rng: random.Random) -> Iterator[str]:
    """The beginning of one sentence and the ends of two others: some 15 million, of 25 to 100 characters."""
    given = [text.rstrip(".").split() for text in _statements()]
    seen = set[str]()
    while True:
        first, second, third = (rng.choice(given) for _ in range(3))
        text = f"{_beginning(first)} {_end(second)} and {_end(third)}."
        if text not in seen:
            seen.add(text)
            yield text


def paragraphs(rng: random.Random) -> Iterator[str]:
    new = sentences(rng)
    while True:
        yield _paragraph(new, rng.choice(PARAGRAPH))


def articles(rng: random.Random) -> Iterator[str]:
    """8,000 to 20,000 characters, in paragraphs."""
    new = sentences(rng)
    while True:
        wanted, parts, length = rng.choice(ARTICLE), list[str](), 0
        while length < wanted:
            parts.append(next(new) + ("\n\n" if rng.random() < 0.2 else " "))
            length += len(parts[-1])
        yield "".join(parts).rstrip()


def stampede(rng: random.Random) -> Iterator[str]:
    """Identical requests: with so many callers in a closed loop, all of them at once."""
    new = sentences(rng)
    while True:
        yield from [_paragraph(new, CROWDED)] * CROWD


def _paragraph(new: Iterator[str], length: int) -> str:
    return " ".join(next(new) for _ in range(length))


def _statements() -> list[str]:
    kinds = ("statements", lists.EVERYDAY, lists.ARTICLE)
    return [text for kind in kinds for text in lists.sentences(kind) if text.endswith(".")]


def _beginning(words: list[str]) -> str:
    return " ".join(words[: len(words) // 2])


def _end(words: list[str]) -> str:
    return " ".join(words[len(words) // 2 :])
