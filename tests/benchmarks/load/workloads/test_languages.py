import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.load.workloads.languages import LANGUAGES, languages, sentences
from models.voice import read_voice

RNG = random.Random(1)  # noqa: S311 - no secret
VOICES = Path(__file__).parents[4] / "models" / "voices"


def test_every_language_as_often_and_no_sentence_twice():
    heard = [*islice(languages(random.Random(1)), 20_000)]  # noqa: S311 - no secret
    assert len({prompt.text for prompt in heard}) == 20_000
    often = Counter(prompt.fields["language"] for prompt in heard)
    assert set(often) == set(LANGUAGES) == {"ar", "de", "en", "es", "fr", "hi", "it", "ja", "pt", "zh"}
    assert min(often.values()) > 1800


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_one_sentence_and_comes_once_in_a_round(language):
    told = [*islice(sentences(language, RNG), 6624)]
    assert len(set(told)) == 6624
    assert all(20 <= len(text) <= 150 and text[-1] in ".。।" and "{" not in text for text in told)
    assert all(sum(text.count(end) for end in ".。।") == 1 for text in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_declaim_speaks_it(language):
    assert read_voice(VOICES / "espeak.yaml").speaks(language)
