"""Words: what was said beside what was heard."""

import re
from collections.abc import Sequence

import numpy as np

from benchmarks.quality.sound import Floats

RESAMPLES = 4000
SEED = 20


def words(text: str) -> list[str]:
    """In lower case, without punctuation; for texts without digits."""
    return re.findall(r"[a-z']+", text.lower())


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words inserted, deleted or replaced (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for wanted in said:
        before, row[0] = row[0], row[0] + 1
        for n, got in enumerate(heard, 1):
            before, row[n] = row[n], min(row[n] + 1, row[n - 1] + 1, before + (wanted != got))
    return row[-1]


def difference_interval(one: Floats, other: Floats, lengths: Floats) -> tuple[float, float]:
    """95 % interval of the difference of two word error rates, by resampling sentences (Bisani and Ney, 2004).

    `one` and `other` are errors per sentence, `lengths` their words; all of shape (sentences,).
    """
    draws = np.random.default_rng(SEED).integers(len(lengths), size=(RESAMPLES, len(lengths)))
    rates = (one - other)[draws].sum(axis=1) / lengths[draws].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)
