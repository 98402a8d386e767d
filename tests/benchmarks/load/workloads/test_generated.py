import random
from collections import Counter
from itertools import islice

import pytest

from benchmarks.load.workloads import NAMED, generated


def some(workload, number, seed=1):
    return [*islice(workload(random.Random(seed)), number)]  # noqa: S311 - no secret


@pytest.mark.parametrize("name", NAMED)
def test_the_same_seed_gives_the_same_texts(name):
    assert some(NAMED[name], 60) == some(NAMED[name], 60)
    assert some(NAMED[name], 60) != some(NAMED[name], 60, seed=2)


def test_two_of_five_short_prompts_are_one_of_twenty():
    heard = Counter(some(generated.phrases, 3000))
    repeated = [times for times in heard.values() if times > 1]
    assert len(repeated) == 20
    assert 0.36 < sum(repeated) / 3000 < 0.44
    assert max(map(len, heard)) < 120


def test_no_two_sentences_are_alike():
    texts = some(generated.sentences, 20_000)
    assert len(set(texts)) == 20_000
    assert all(25 <= len(text) <= 100 and text.count(".") == 1 and text.endswith(".") for text in texts)


def test_paragraphs_are_of_four_to_eight_sentences():
    assert {text.count(".") for text in some(generated.paragraphs, 200)} == set(range(4, 9))


def test_articles_are_of_8000_to_20000_characters():
    lengths = [len(text) for text in some(generated.articles, 60)]
    assert min(lengths) >= 8_000
    assert max(lengths) <= 20_000
    assert max(lengths) - min(lengths) > 5_000


def test_fifty_ask_for_the_same():
    texts = some(generated.stampede, 100)
    assert len(set(texts[:50])) == len(set(texts[50:])) == 1
    assert texts[0] != texts[50]
    assert texts[0].count(".") == 7
