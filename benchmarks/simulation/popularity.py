"""Popularity: which texts are asked for how often, and how many of them a cache has."""

import random
from collections.abc import Callable
from itertools import accumulate
from math import exp

BUCKETS_PER_DOUBLING = 32


class Zipf:
    """`texts` different ones, asked for by Zipf's law: the nth most popular is wanted n ** -exponent as often.

    Ranks far down differ little, so they are kept in buckets: exact at the top, 2 % wide further down.
    """

    def __init__(self, texts: int, exponent: float) -> None:
        self._edges = edges(texts)
        sizes = [end - start for start, end in self._buckets()]
        middle = [(start + end - 1) / 2 for start, end in self._buckets()]
        weights = [size * float(rank**-exponent) for size, rank in zip(sizes, middle, strict=True)]
        self._sizes, self._total = sizes, sum(weights)
        self._shares = [weight / self._total for weight in weights]
        self._up_to = list(accumulate(self._shares))

    def draw(self, rng: random.Random) -> tuple[int, int]:
        """A bucket and a rank in it."""
        (bucket,) = rng.choices(range(len(self._sizes)), cum_weights=self._up_to)
        return bucket, self._edges[bucket] + rng.randrange(self._sizes[bucket])

    def hits(self, per_s: float, kept: float, ttl_s: float) -> list[float]:
        """For each bucket the probability that a text is kept where so many are asked for per second.

        By the approximation of Che, Tung and Wang (2002): whatever was wanted within a certain time is still there, and
        that time is as long as the cache, which has room for `kept` texts, allows. LRU, as the real one is.
        """
        rates = [per_s * share / size for share, size in zip(self._shares, self._sizes, strict=True)]

        def there(age_s: float) -> float:
            return sum(size * (1 - exp(-rate * age_s)) for size, rate in zip(self._sizes, rates, strict=True))

        age_s = ttl_s if there(ttl_s) <= kept else bisected(there, kept, ttl_s)
        return [1 - exp(-rate * age_s) for rate in rates]

    def hit_rate(self, hits: list[float]) -> float:
        return sum(share * hit for share, hit in zip(self._shares, hits, strict=True))

    def _buckets(self) -> list[tuple[int, int]]:
        return list(zip(self._edges, self._edges[1:], strict=False))


def edges(texts: int) -> list[int]:
    """First ranks of all buckets, from 1 on, and one past the last."""
    found, growth = [1], 2 ** (1 / BUCKETS_PER_DOUBLING)
    while found[-1] <= texts:
        found.append(min(texts + 1, max(found[-1] + 1, round(found[-1] * growth))))
    return found


def bisected(rising: Callable[[float], float], wanted: float, high: float) -> float:
    """Where a function that rises from 0 reaches what is wanted, below `high`."""
    low = 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return low
