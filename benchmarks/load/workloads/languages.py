"""Sentences in ten languages, each with its language in the request."""

import random
from collections.abc import Iterator
from itertools import cycle, permutations, product
from pathlib import Path

import yaml

from benchmarks.load.workloads.prompt import Prompt

FOLDER = Path(__file__).parent / "sentences"

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
"""ISO 639-1 codes, which BCP 47 takes as they are."""


def languages(rng: random.Random) -> Iterator[Prompt]:
    """One language or another, as often each. The same sentence comes again only after some 50,000 others.

    What takes time is done at once, not with the first of each language.
    """
    new = {language: sentences(language, rng) for language in LANGUAGES}
    drawn = iter(lambda: rng.choice(LANGUAGES), None)
    return (Prompt(next(new[language]), {"language": language}) for language in drawn)


def sentences(language: str, rng: random.Random) -> Iterator[str]:
    """Who says it and two different things that are said, in every way (6,624), then again from the beginning."""
    told = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    ways = list(product(told["openings"], permutations(told["clauses"], 2)))
    rng.shuffle(ways)
    pattern = told["sentence"]
    return (pattern.format(opening=opening, first=first, second=second) for opening, (first, second) in cycle(ways))
