"""The guard's bounds hold what is read normally, and little else."""

import pytest

from models.xtts.guard import CODES_PER_S, bounds

READ = {
    "en": ("The quick brown fox jumps over the lazy dog near the bank of the river.", 4.3),
    "de": ("Der Bundestag hat am Donnerstag über den Haushalt des nächsten Jahres beraten.", 4.9),
    "zh-cn": ("今天天气很好,我们去公园散步吧。", 3.4),
    "ja": ("今日はとてもいい天気ですね、散歩に行きましょう。", 3.6),
}
"""Texts, and seconds that a reader takes for them."""


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize("pace", [0.6, 1, 1.7])
def test_normal_reading_is_within_bounds(language, pace):
    text, seconds = READ[language]
    allowed = bounds(text, language)
    assert allowed.least < seconds * pace * CODES_PER_S < allowed.most


@pytest.mark.parametrize("language", READ)
def test_ten_times_as_long_is_not(language):
    text, seconds = READ[language]
    assert seconds * 10 * CODES_PER_S > bounds(text, language).most


def test_a_word_may_not_take_ten_seconds_and_is_held_until_it_ends():
    word = bounds("Yes.", "en")
    assert word.held
    assert word.most < 10 * CODES_PER_S
    assert not bounds(READ["en"][0], "en").held


def test_a_language_that_is_not_known_counts_as_english():
    assert bounds("abc", "xx") == bounds("abc", "en")
