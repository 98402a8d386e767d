"""Bootstrap: what a figure might have been, had chance given other requests of the same kind.

Requests are drawn in pieces of time, not one by one: those that met the same queue waited together, so that they say
less than as many independent ones.
H. Künsch, The Jackknife and the Bootstrap for General Stationary Observations (1989).

How often that finds a difference where there is none is in docs/performance.md.
"""

import numpy as np
from numpy.random import Generator

from benchmarks.report.stored import Floats, Run

RESAMPLES = 4000
PIECES = 10
"""Of a run's duration."""

CANDIDATES = 1000
"""Values that a percentile may take; of more requests, evenly chosen ones."""


def pieces_of(run: Run) -> Floats:
    """In which piece of time each good request was due."""
    return np.minimum(np.floor(run.good.due_s / run.arguments.duration_s * PIECES), PIECES - 1)


def quantile(values: Floats, pieces: Floats, share: float, rng: Generator) -> Floats:
    """Of RESAMPLES resamples, the least value that so large a share of it does not exceed; NaN of no values.

    `pieces` says of each value which one it belongs to. What is counted are values up to each candidate in each piece,
    so that 100,000 requests take hardly longer than a thousand.
    """
    if not values.size:
        return np.full(RESAMPLES, np.nan)
    places = np.linspace(0.0, 1.0, min(values.size, CANDIDATES))
    candidates = np.unique(np.quantile(values, places, method="inverted_cdf"))
    ordered = [np.sort(values[pieces == piece]) for piece in range(PIECES)]
    up_to = np.array([np.searchsorted(part, candidates, side="right") for part in ordered], float)
    reached = _often(rng) @ up_to
    wanted = share * reached[:, -1:]
    found = candidates[np.argmax(reached >= wanted - 1e-9, axis=1)]
    return np.where(wanted[:, 0] > 0, found, np.nan)


def share(successes: int, count: int, rng: Generator) -> Floats:
    """What a share might be, by Jeffreys' prior: resamples of requests of which none failed would all say 0.

    L. Brown, T. Cai, A. DasGupta, Interval Estimation for a Binomial Proportion (2001).
    """
    if not count:
        return np.full(RESAMPLES, np.nan)
    return rng.beta(successes + 0.5, count - successes + 0.5, RESAMPLES)


def per_second(pieces: Floats, duration_s: float, rng: Generator) -> Floats:
    """Of what came in each of the equal pieces of a run."""
    return np.asarray(_often(rng) @ pieces / duration_s)


def requests_by_piece(run: Run) -> Floats:
    """How many were complete in each."""
    ended_s = run.good.due_s + run.good.latency_ms / 1000
    return np.histogram(ended_s, PIECES, (0.0, run.arguments.duration_s))[0].astype(float)


def audio_by_piece(run: Run) -> Floats:
    """Seconds of it that came in each, as if it had come evenly between the first of it and the end of the answer."""
    good, until_s = run.good, run.arguments.duration_s
    begun_s = good.due_s + good.ttfa_ms / 1000
    lasted_s = np.maximum(np.minimum(good.due_s + good.latency_ms / 1000, until_s) - begun_s, 1e-9)
    edges = np.linspace(0.0, until_s, PIECES + 1)
    come = [float(good.audio_in_time_s @ np.clip((edge - begun_s) / lasted_s, 0.0, 1.0)) for edge in edges]
    return np.diff(come)


def _often(rng: Generator) -> Floats:
    """How often each piece is in each resample."""
    return rng.multinomial(PIECES, np.full(PIECES, 1 / PIECES), RESAMPLES).astype(float)
