import numpy as np
import pytest

from benchmarks.quality.figures import distance_figures, ends, join_figures, mean, ratio, signal_figures, word_figures
from benchmarks.quality.limits import read_limits
from benchmarks.quality.measuring import Likeness
from benchmarks.quality.recognizer import Heard
from benchmarks.quality.sound import Sound

NAMES = (
    "mfcc_cosine", "mcd_db", "mcd_worst_db", "duration_ratio", "silence_difference", "longest_silence_s", "f0_ratio",
    "f0_spread", "f0_spread_of_teacher", "last_movement", "voiced_s", "voiced_s_of_target", "harmonicity",
    "harmonicity_difference", "fricative_repetition", "flat_tops", "loudness_lufs",
)  # fmt: skip
ROW = dict.fromkeys(NAMES, 1.0)
LIKE = Likeness(0.97, 5.0, 9.0)
NOISE = np.random.default_rng(0).normal(0, 0.1, 4000)
ARTICLE = Sound(np.concatenate([NOISE, np.zeros(2000), NOISE]), 16000)


def heard(*texts: str) -> list[Heard]:
    return [Heard(text, text) for text in texts]


def test_the_worst_sentence_counts_where_one_is_enough():
    rows = {"a": ROW, "b": {**ROW, "mcd_worst_db": 9.0, "duration_ratio": 0.5, "flat_tops": 2.0, "f0_ratio": 1.3}}
    found = signal_figures(rows, {"a": "statements", "b": "commands"})
    assert (found["mcd_worst_db"], found["flat_tops"], found["f0_ratio_highest"]) == (9, 3, 1.3)
    assert (found["duration_ratio"], found["duration_ratio_lowest"], found["duration_ratio_highest"]) == (0.75, 0.5, 1)


def test_a_sentence_without_fricatives_has_no_say_in_them():
    found = signal_figures({"a": ROW, "b": {**ROW, "fricative_repetition": np.nan}}, dict.fromkeys("ab", "commands"))
    assert found["fricative_repetition"] == 1
    assert np.isnan(found["questions_rising"])


def test_statements_fall_and_questions_rise():
    moves = {"a": ("statements", -2.0), "b": ("statements", -0.1), "c": ("questions", 3.0), "d": ("commands", 9.0)}
    rows = {text: {"last_movement": move} for text, (_, move) in moves.items()}
    found = ends(rows, {text: kind for text, (kind, _) in moves.items()})
    assert found == {"statements_falling": 0.5, "questions_rising": 1.0}


def test_the_nearest_other_voice_is_the_yardstick():
    found = distance_figures({"mcd_db": 2.0}, {"far": [LIKE], "near": [LIKE._replace(mcd_db=4.0, mfcc_cosine=0.98)]})
    assert found == {"mfcc_cosine_of_nearest_other": 0.98, "mcd_db_of_nearest_other": 4.0, "mcd_to_nearest_other": 0.5}


def test_word_error_rates_are_of_all_words_together():
    said = ["One two three four.", "Five six."]
    found = word_figures(said, heard("one too three for", "five six"), heard("one two three four", "five"))
    assert found["word_error_rate"] == pytest.approx(2 / 6)
    assert found["word_error_rate_of_teacher"] == pytest.approx(1 / 6)
    assert found["word_error_difference"] == pytest.approx(1 / 6)
    assert found["word_error_difference_low"] <= 1 / 6 <= found["word_error_difference_high"]
    assert found["identified"] == 0.5


def test_every_figure_has_an_entry_in_the_file_and_every_entry_is_measured():
    rows, spoken = {"a": ROW}, heard("a b")
    own = signal_figures(rows, {"a": "statements"})
    found = (
        own | distance_figures(own, {"other": [LIKE]}) | join_figures(ARTICLE) | word_figures(["A b."], spoken, spoken)
    )
    assert set(found) == set(read_limits())


def test_nothing_known_is_nan():
    assert np.isnan(mean(np.array([np.nan])))
    assert mean(np.array([np.nan, 2.0])) == 2
    assert np.isnan(ratio(np.ones(1), np.zeros(1)))
