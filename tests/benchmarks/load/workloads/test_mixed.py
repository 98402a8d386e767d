import random
from collections import Counter
from itertools import islice

from benchmarks.load.workloads.mixed import mixed
from benchmarks.load.workloads.prompt import FORMATS


def test_from_a_word_to_an_article_in_every_format():
    asked = [*islice(mixed(random.Random(1)), 3000)]  # noqa: S311 - no secret
    often = Counter(prompt.audio_format for prompt in asked)
    assert set(often) == set(FORMATS)
    assert min(often.values()) > 400
    lengths = [len(prompt.text) for prompt in asked]
    assert min(len(prompt.text.split()) for prompt in asked) == 1
    assert max(lengths) > 8_000
    assert 2 <= sum(length > 8_000 for length in lengths) <= 12
