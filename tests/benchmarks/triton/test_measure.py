"""How one subject is measured: with one whose answers are known."""

import asyncio
import os

import numpy as np
import pytest

from benchmarks.triton.measure import Answer, Round, line, measure
from benchmarks.triton.subjects import Batches, Subject, no_batches
from models.engine import AudioChunk


@pytest.fixture
def asked() -> list[tuple[str, int]]:
    """Texts and seeds."""
    return []


@pytest.fixture
def known(asked) -> Subject:
    async def speak(segment):
        asked.append((segment.text, segment.seed))
        for _ in range(2):
            await asyncio.sleep(0.01)
            yield AudioChunk(np.zeros(1600, np.int16), 16000)

    return Subject("known", speak, no_batches, (os.getpid(),))


async def test_every_caller_says_so_many_sentences_and_none_twice(known, asked):
    told = [await measure(known, 3, 2) for _ in range(2)]
    assert len(asked) == len(set(asked)) == 12
    assert [len(each.answers) for each in told] == [6, 6]
    assert told[0].audio_s == pytest.approx(1.2)
    assert all(0 < answer.first_s < answer.whole_s <= told[0].took_s for answer in told[0].answers)


def test_a_line_has_medians_of_rounds_and_percentiles_of_answers(known):
    rounds = [Round([Answer(0.1, 0.2, n)] * 2, took_s=1, cpu_s=0.5) for n in (1, 5, 30)]
    assert line(known, 2, rounds, Batches()) == "| 2 | known | 10 | 20 | 100 | 100 | 200 | 200 |  |"
    assert line(known, 2, rounds, Batches(9, 2).since(Batches(4, 1))).endswith("| 5.0 |")
