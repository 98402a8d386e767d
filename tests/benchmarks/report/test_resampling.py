import numpy as np
import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.report.resampling import (
    PIECES,
    RESAMPLES,
    audio_by_piece,
    per_second,
    quantile,
    requests_by_piece,
    share,
)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def drawn_one_by_one(values, pieces, of, rng):
    """The same, made: pieces are drawn and put together."""
    parts = [values[pieces == piece] for piece in range(PIECES)]
    return [
        np.quantile(np.concatenate([parts[piece] for piece in rng.integers(PIECES, size=PIECES)]), of)
        for _ in range(2000)
    ]


@pytest.mark.parametrize("of", [0.5, 0.95])
def test_percentiles_are_those_of_resamples_that_are_made(rng, of):
    pieces = np.arange(3000) % PIECES
    values = rng.lognormal(0, 1, 3000) * (1 + 0.1 * pieces)
    expected = np.quantile(drawn_one_by_one(values, pieces, of, rng), [0.025, 0.5, 0.975])
    assert np.quantile(quantile(values, pieces, of, rng), [0.025, 0.5, 0.975]) == pytest.approx(expected, rel=0.03)


def test_those_who_waited_together_are_drawn_together(rng):
    pieces = np.repeat(np.arange(PIECES), 100)
    alike, mixed = np.repeat(rng.lognormal(0, 1, PIECES), 100), rng.lognormal(0, 1, 100 * PIECES)
    assert np.std(quantile(alike, pieces, 0.5, rng)) > 3 * np.std(quantile(mixed, pieces, 0.5, rng))


def test_of_one_value_there_is_one(rng):
    drawn = quantile(np.array([5.0]), np.array([3.0]), 0.95, rng)
    assert set(drawn[np.isfinite(drawn)]) == {5.0}
    assert np.isnan(quantile(np.array([]), np.array([]), 0.5, rng)).all()


def test_a_share_of_which_there_was_none_may_be_some(rng):
    assert 0 < np.quantile(share(0, 100, rng), 0.975) < 0.04
    assert np.quantile(share(50, 100, rng), [0.025, 0.975]) == pytest.approx([0.4, 0.6], abs=0.01)
    assert np.isnan(share(0, 0, rng)).all()


def test_what_came_when(run):
    """One answer's two seconds of audio come from second 1 to 3 of 5, the other is not complete in time."""
    early = Outcome(0.5, 0.0, 30, 2500.0, None, 500.0, 2.0, 2.0)
    late = Outcome(4.0, 0.0, 30, 2000.0, None, 500.0, 2.0, 1.0)
    found = run(requests=[early, late], duration_s=5.0)
    assert audio_by_piece(found) == pytest.approx([0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 1.0])
    assert requests_by_piece(found).tolist() == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_what_is_counted_per_second(rng):
    drawn = per_second(np.full(PIECES, 3.0), 5.0, rng)
    assert drawn.shape == (RESAMPLES,)
    assert set(drawn.round(9)) == {6.0}
    assert per_second(np.arange(PIECES), 5.0, rng).mean() == pytest.approx(9.0, rel=0.02)
