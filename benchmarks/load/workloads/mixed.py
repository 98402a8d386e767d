"""Everything at once: from a word to an article, in every format."""

import random
from collections.abc import Iterator

from benchmarks.load.workloads import generated
from benchmarks.load.workloads.prompt import FORMATS, Prompt

SHARES = {"words": 0.3, "sentences": 0.6, "paragraphs": 0.098, "articles": 0.002}
"""Of the requests. One in 500 is an article, and brings some 30 % of the characters."""

WORDS = range(1, 5)


def mixed(rng: random.Random) -> Iterator[Prompt]:
    """Each with a format of its own, as often each. A word or two may have been heard before."""
    new = {
        "words": words(rng),
        "sentences": generated.sentences(rng),
        "paragraphs": generated.paragraphs(rng),
        "articles": generated.articles(rng),
    }
    while True:
        (kind,) = rng.choices([*SHARES], [*SHARES.values()])
        yield Prompt(next(new[kind]), {"response_format": rng.choice(FORMATS)})


def words(rng: random.Random) -> Iterator[str]:
    """One to four in a row, out of a sentence."""
    for sentence in generated.sentences(rng):
        found = sentence.rstrip(".").split()
        length = rng.choice(WORDS)
        begins = rng.randrange(len(found) - length)
        yield " ".join(found[begins : begins + length])
