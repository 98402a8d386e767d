"""Bootstrap: what a figure might have been, had chance given other requests of the same kind.

Requests are drawn for their percentiles and shares. What is counted per second is drawn by pieces of time, because
requests that were served at the same time took each other's: in a closed loop a slow one leaves room for others.
"""

import numpy as np
from numpy.random import Generator

from benchmarks.report.stored import Floats, Run

RESAMPLES = 4000
PIECES = 20
"""Of a run's duration."""


def quantile(values: Floats, share: float, rng: Generator) -> Floats:
    """The quantile of RESAMPLES resamples, interpolated linearly, without making one of them; none of no values.

    The k-th smallest of n independent uniform numbers is distributed as Beta(k, n + 1 - k), and tells which of the
    sorted values is the k-th smallest of a resample. So 100,000 requests take as long as ten.
    """
    if not values.size:
        return np.full(RESAMPLES, np.nan)
    ordered, count = np.sort(values), values.size
    position = (count - 1) * share
    below = int(position)
    lower = rng.beta(below + 1, count - below, RESAMPLES)
    above = count - below - 1
    upper = 1 - (1 - lower) * rng.random(RESAMPLES) ** (1 / above) if above else lower
    low, high = (ordered[np.minimum((drawn * count).astype(int), count - 1)] for drawn in (lower, upper))
    return np.asarray(low + (position - below) * (high - low))


def share(successes: int, count: int, rng: Generator) -> Floats:
    """What a share might be, by Jeffreys' prior: resamples of requests of which none failed would all say 0.

    L. Brown, T. Cai, A. DasGupta, Interval Estimation for a Binomial Proportion (2001).
    """
    if not count:
        return np.full(RESAMPLES, np.nan)
    return rng.beta(successes + 0.5, count - successes + 0.5, RESAMPLES)


def per_second(pieces: Floats, duration_s: float, rng: Generator) -> Floats:
    """Of what came in each of the equal pieces of a run."""
    often = rng.multinomial(pieces.size, np.full(pieces.size, 1 / pieces.size), RESAMPLES)
    return np.asarray(often @ pieces / duration_s)


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
