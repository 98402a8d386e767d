import numpy as np
import pytest

from benchmarks.quality.words import difference_interval, word_errors, words


def test_words_are_plain():
    assert words("Don't shout, Anna: it's late!") == ["don't", "shout", "anna", "it's", "late"]


@pytest.mark.parametrize(
    ("heard", "errors"),
    [("a b c d", 0), ("a b d", 1), ("a x c d", 1), ("a b c d e f", 2), ("", 4), ("d c b a", 4), ("b c d a", 2)],
)
def test_errors_are_the_fewest_changes(heard, errors):
    assert word_errors(["a", "b", "c", "d"], heard.split()) == errors
    assert word_errors(heard.split(), ["a", "b", "c", "d"]) == errors


def test_equal_errors_differ_by_nothing():
    errors = np.array([0.0, 2, 1, 0])
    assert difference_interval(errors, errors, np.full(4, 8.0)) == (0, 0)


def test_the_interval_holds_the_difference_and_shrinks_with_more_sentences():
    rng, widths = np.random.default_rng(3), []
    for sentences in (50, 800):
        one, other = rng.poisson(1.0, sentences).astype(float), rng.poisson(0.4, sentences).astype(float)
        low, high = difference_interval(one, other, np.full(sentences, 10.0))
        assert low < (one - other).sum() / (10 * sentences) < high
        assert low > 0
        widths.append(high - low)
    assert widths[1] < widths[0] / 2
