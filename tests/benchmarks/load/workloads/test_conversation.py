import random
from itertools import islice

from benchmarks.load.workloads.conversation import conversation


def test_answers_of_one_to_six_sentences_come_word_by_word():
    answers = [*islice(conversation(random.Random(1)), 500)]  # noqa: S311 - no secret
    assert {answer.text.count(".") for answer in answers} == set(range(1, 7))
    speeds = [answer.words_per_s for answer in answers]
    assert 15 <= min(speeds) < 16
    assert 39 < max(speeds) <= 40
    assert len({answer.text for answer in answers}) == 500
