"""Where a long stretch is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine import Pronunciation
from pipeline.cutting import cut, cut_point, split
from pipeline.script import Line


@pytest.mark.parametrize(("window", "cut"), [("aaaa, bbbb c", 6), ("aaaa bbbb c", 10), ("x" * 11, 10)])
def test_it_is_best_cut_at_a_clause_then_between_words_then_anywhere(window, cut):
    assert cut_point(window, 10, 10) == cut


def pieces(text: str, max_chars: int, target_chars: int | None = None, *kept: str) -> list[str]:
    spans = [(text.index(each), text.index(each) + len(each)) for each in kept]
    return [text[start:end] for start, end in split(text, 0, len(text), max_chars, target_chars, spans)]


def test_what_fits_but_exceeds_the_target_is_cut_at_clauses_near_it():
    assert pieces("one, two, three, four, five, six", 40, 14) == ["one, two, three,", "four, five, six"]
    assert pieces("one two three four five six", 40, 14) == ["one two three four five six"]


def test_what_does_not_fit_is_cut_near_the_target_between_words():
    assert pieces("one two three four five six", 20, 14) == ["one two three", "four five six"]


def test_no_piece_is_much_shorter_than_the_target():
    assert pieces("No, one two three four five, six", 40, 20) == ["No, one two three four five, six"]


def test_no_cut_falls_into_what_is_kept_unless_that_does_not_fit():
    assert pieces("one two, three four five", 16, None, "two, three") == ["one two, three", "four five"]
    assert pieces("one two three four", 10, None, "two three") == ["one", "two three", "four"]
    assert pieces("onetwothree", 8, None, "twothree") == ["one", "twothree"]
    assert pieces("one two three four", 10, None, "two three four") == ["one two", "three four"]


@given(st.text(st.sampled_from(list("ab, ;")), max_size=200).map(str.strip), st.integers(20, 50), st.integers(20, 50))
def test_pieces_fit_and_cut_no_word_that_fits(text, max_chars, target_chars):
    spans = list(split(text, 0, len(text), max_chars, target_chars))
    assert all(0 < end - start <= max_chars for start, end in spans)
    words = [word for start, end in spans for word in text[start:end].split()]
    assert "".join(words) == "".join(text.split())
    assert max(map(len, text.split()), default=0) > max_chars or words == text.split()


def test_a_line_is_cut_with_its_words():
    line = Line("one two, three four, five", 3, 40, 0.4, (Pronunciation(9, 14, "θɹiː"),))
    assert list(cut(line, 12)) == [
        Line("one two,", 3, 40, 0.0),
        Line("three four,", 3, 40, 0.0, (Pronunciation(0, 5, "θɹiː"),)),
        Line("five", 3, 40, 0.0),
    ]


def test_a_word_that_is_cut_loses_its_ipa_and_what_cannot_be_spoken_is_no_piece():
    assert [piece.pronunciations for piece in cut(Line("x" * 30, 0, 30, 0.1, (Pronunciation(0, 30, "x"),)), 20)] == [
        (),
        (),
    ]
    assert list(cut(Line("a" * 20 + " —", 0, 22, 0.1), 20)) == [Line("a" * 20, 0, 22, 0.0)]


def test_a_line_that_fits_is_one_piece():
    line = Line("one two, three", 0, 14, 0.0)
    assert list(cut(line, 20)) == [line]
