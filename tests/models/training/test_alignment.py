"""Durations of symbols, from phones with known answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.alignment import Group, durations, groups, paired, whole


def test_symbols_that_are_one_sound():
    assert [group.symbols for group in groups("ðə ʃˈoʊ, tʃˈɜːtʃ")] == [
        ("ð",), ("ə", " "), ("ʃ",), ("ˈ", "o", "ʊ"), (",", " "), ("t", "ʃ"), ("ˈ", "ɜ", "ː"), ("t", "ʃ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("symbols", "sound", "stress", "vowel", "voiced"),
    [
        ("ˈoʊ", "oʊ", "ˈ", True, True),
        ("ˌɜː", "ɜː", "ˌ", True, True),
        ("tʃ", "tʃ", "", False, False),
        ("dʒ", "dʒ", "", False, True),
        ("s", "s", "", False, False),
        ("iʲ", "i", "", True, True),
        ("n ", "n", "", False, True),
        (" ", "", "", False, False),
        (",", "", "", False, False),
    ],
)
def test_what_a_group_is(symbols, sound, stress, vowel, voiced):
    (group,) = groups(symbols)
    assert (group.sound, group.stress, group.is_vowel, group.is_voiced) == (sound, stress, vowel, voiced)


def test_phones_are_paired_with_sounds_and_silence_with_marks():
    sounds = groups("jˈɛs, nˈoʊ.")
    owner, cost = paired(["pau", "y", "eh", "s", "pau", "n", "ow", "pau"], [Group(("^",)), *sounds])
    assert [("^", *("".join(group.symbols) for group in sounds))[n] for n in owner] == [
        "^", "j", "ˈɛ", "s", ", ", "n", "ˈoʊ", ".",
    ]  # fmt: skip
    assert cost == 0


def test_a_word_that_is_read_otherwise_costs():
    _, same = paired(["ae", "p"], groups("æp"))
    _, near = paired(["eh", "p"], groups("æp"))
    _, other = paired(["s", "p"], groups("æp"))
    assert same < near < other


def test_lengths_follow_the_teacher():
    spoken = [("pau", 0.16), ("y", 0.32), ("eh", 0.64), ("s", 0.80), ("pau", 0.96)]
    lasting, cost = durations(spoken, [Group(("^",)), *groups("jˈɛs"), Group(("$",))], [2, 2, 4, 2, 1], 120)
    assert lasting.tolist() == [20, 20, 40, 20, 20]
    assert cost == 0


def test_more_symbols_than_frames():
    with pytest.raises(ValueError, match="more symbols than frames"):
        whole(np.array([1.0, 2.0]), np.array([2, 2]), 3)


@given(
    least=st.lists(st.integers(1, 6), min_size=1, max_size=20),
    moves=st.lists(st.floats(0, 10), min_size=20, max_size=20),
    more=st.integers(0, 50),
)
def test_whole_lengths_hold_what_is_asked(least, moves, more):
    ends, frames = np.cumsum(moves[: len(least)]), sum(least) + more
    made = whole(ends, np.array(least), frames)
    assert made.sum() == frames
    assert (made >= least).all()
