"""Answers of a language model, which come word by word."""

import random
from collections.abc import Iterator

from benchmarks.load.workloads import generated
from benchmarks.load.workloads.prompt import Prompt

ANSWER = range(1, 7)
"""Sentences."""

WORDS_PER_S = 15.0, 40.0
"""From a large model under load to a small one alone; each answer keeps to its own."""


def conversation(rng: random.Random) -> Iterator[Prompt]:
    new = generated.sentences(rng)
    while True:
        text = " ".join(next(new) for _ in range(rng.choice(ANSWER)))
        yield Prompt(text, words_per_s=round(rng.uniform(*WORDS_PER_S), 1))
