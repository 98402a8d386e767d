import time

import pytest

from benchmarks.load.workloads.pace import pieces, whole
from benchmarks.load.workloads.prompt import Prompt


async def spoken(prompt):
    return [piece async for piece in pieces(prompt)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello there, you.", ["Hello", " there,", " you."]),
        ("  One\n\ntwo \n", ["  One", "\n\ntwo \n"]),
        ("Hello", ["Hello"]),
        (" ", [" "]),
        ("", [""]),
    ],
)
async def test_words_put_together_are_the_text(text, words):
    assert await spoken(Prompt(text, words_per_s=10_000.0)) == words


async def test_without_a_pace_all_is_there():
    assert await spoken(Prompt("Hello there.")) == ["Hello there."]
    assert await whole(Prompt("Hello there.")) == "Hello there."


async def test_the_first_is_there_at_once_and_each_other_when_it_is_due():
    begun_s = time.monotonic()
    at_s = [time.monotonic() - begun_s async for _ in pieces(Prompt("a b c", words_per_s=50.0))]
    assert [after >= due_s for after, due_s in zip(at_s, (0.0, 0.02, 0.04), strict=True)] == [True] * 3
    assert at_s[0] < 0.02


async def test_it_is_whole_when_its_last_word_is_there():
    begun_s = time.monotonic()
    assert await whole(Prompt("a b c", words_per_s=50.0)) == "a b c"
    assert time.monotonic() - begun_s >= 0.04
