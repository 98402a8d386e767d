"""Percentiles, and how far they can be trusted."""

from collections.abc import Sequence

import numpy as np

SHARES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}
RESAMPLES = 1000
DRAWS = 1_000_000
"""At once, which take 8 MB."""


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """Interpolated linearly, and the maximum; None where there are no values."""
    if not values:
        return dict.fromkeys([*SHARES, "max"])
    found = np.quantile(values, list(SHARES.values()))
    return {**dict(zip(SHARES, found.tolist(), strict=True)), "max": max(values)}


def intervals(values: Sequence[float], resamples: int = RESAMPLES) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the same percentiles; of a maximum there is none.

    Requests that met the same queue are not independent, so the truth is somewhat wider.
    """
    if not values:
        return {}
    rng, shares = np.random.default_rng(0), list(SHARES.values())
    given = np.asarray(values)
    at_once = max(1, DRAWS // given.size)
    found = [
        np.quantile(rng.choice(given, (min(at_once, resamples - done), given.size)), shares, axis=1)
        for done in range(0, resamples, at_once)
    ]
    low, high = np.quantile(np.hstack(found), [0.025, 0.975], axis=1).tolist()
    return dict(zip(SHARES, zip(low, high, strict=True), strict=True))
