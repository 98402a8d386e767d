# ruff: noqa: S311
import random
from collections import Counter, OrderedDict

import pytest

from benchmarks.simulation.popularity import Zipf, edges


def test_the_top_is_exact_and_nothing_is_left_out():
    found = edges(1000)
    assert found[:5] == [1, 2, 3, 4, 5]
    assert found[-1] == 1001
    assert edges(1) == [1, 2]


def test_texts_are_drawn_by_zipfs_law():
    rng, zipf = random.Random(1), Zipf(1000, 1.0)
    drawn = Counter(zipf.draw(rng)[1] for _ in range(50_000))
    total = sum(1 / rank for rank in range(1, 1001))
    for rank in (1, 2, 10):
        assert drawn[rank] / 50_000 == pytest.approx(1 / rank / total, rel=0.1)
    assert max(drawn) <= 1000


@pytest.mark.parametrize("kept", [20, 200])
def test_as_much_is_kept_as_in_a_real_lru(kept):
    """A cache that is simulated text by text."""
    rng, zipf, cache, hits = random.Random(2), Zipf(1000, 0.9), OrderedDict(), 0
    for number in range(40_000):
        _, rank = zipf.draw(rng)
        hits += rank in cache and number >= 10_000
        cache[rank] = None
        cache.move_to_end(rank)
        if len(cache) > kept:
            cache.popitem(last=False)
    assert zipf.hit_rate(zipf.hits(100, kept, ttl_s=1e9)) == pytest.approx(hits / 30_000, abs=0.01)


def test_a_large_cache_forgets_by_age_alone():
    zipf = Zipf(10, 1.0)
    assert zipf.hit_rate(zipf.hits(100, kept=10**6, ttl_s=1e9)) == pytest.approx(1)
    assert zipf.hit_rate(zipf.hits(0.001, kept=10**6, ttl_s=1)) < 0.001
