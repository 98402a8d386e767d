"""Sentences in ten languages, each with its language in the request."""

import random
from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path

import yaml

from benchmarks.load.workloads.prompt import Prompt

FOLDER = Path(__file__).parent / "sentences"

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
"""ISO 639-1 codes, which BCP 47 takes as they are."""


def languages(rng: random.Random) -> Iterator[Prompt]:
    """One language or another, as often each. The same sentence comes again only after some 50,000 others."""
    new = {language: sentences(language, rng) for language in LANGUAGES}
    while True:
        language = rng.choice(LANGUAGES)
        yield Prompt(next(new[language]), {"language": language})


def sentences(language: str, rng: random.Random) -> Iterator[str]:
    """Who says it and two different things that are said, in every way (6,624), then all of them in another order."""
    told = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    ways = list(product(told["openings"], permutations(told["clauses"], 2)))
    while True:
        for opening, (first, second) in rng.sample(ways, len(ways)):
            yield told["sentence"].format(opening=opening, first=first, second=second)
