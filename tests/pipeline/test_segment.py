"""Segmentation: spans that map to the caller's text, whatever the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, WINDOW_CHARS, segment_text

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PROSE = st.text(st.sampled_from(list("ab.,;:!? \n\t()[]\"'“”、。😀é\u0301\u200b")), max_size=300)


def said(text: str, max_chars: int = 400, language: str = "en-us") -> list[str]:
    return [line.text for line in segment_text(text, language, max_chars).lines]


def check(text: str, language: str, max_chars: int) -> None:
    """What holds for every text."""
    end = 0
    for line in segment_text(text, language, max_chars).lines:
        assert end <= line.start < line.end <= len(text)
        assert line.end - line.start <= max_chars
        assert text[end : line.start].strip() == ""
        assert line.text in ("", re.sub(r"\s+", " ", text[line.start : line.end]))
        if line.end < len(text) and not (text[line.end - 1] + text[line.end]).isspace():
            check_cut(text, line.end, max_chars)
        end = line.end
    assert text[end:].strip() == ""


def check_cut(text: str, cut: int, max_chars: int) -> None:
    """A cut between two letters is there only because the word is longer than a line may be."""
    if text[cut - 1].isalpha() and text[cut].isalpha() and text[cut - 1].isascii() and text[cut].isascii():
        word = re.search(r"\S*$", text[:cut])[0] + re.match(r"\S*", text[cut:])[0]
        assert len(word) > max_chars, f"cut in {word!r}"


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANY_TEXT, PROSE), st.sampled_from(["en-us", "de", "ja", "ar", "th", "xx"]), st.integers(20, 60))
def test_lines_cover_any_text_in_order(text, language, max_chars):
    check(text, language, max_chars)


@settings(max_examples=30, deadline=None)
@given(PROSE.filter(str.strip), st.integers(20, 60))
def test_longer_texts_are_covered_too(text, max_chars):
    check(text * (2 * WINDOW_CHARS // len(text) + 1), "en-us", max_chars)


def test_a_sentence_is_a_line():
    assert said("Dr. Smith paid $3.50. Did he? Yes!") == ["Dr. Smith paid $3.50.", "Did he?", "Yes!"]


def test_pauses_tell_sentences_from_paragraphs_and_pieces():
    lines = segment_text("One, and a bit more of it. Two.\n\nThree.", "en-us", 20).lines
    assert [line.pause_s for line in lines] == [0.0, SENTENCE_PAUSE_S, PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S]


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\r\n\r\n", "\n\n\n\n", "  \n\n  "])
def test_blank_lines_are_paragraphs_however_they_are_written(between):
    first, second = segment_text(f"One.{between}Two.", "en-us", 400).lines
    assert (first.text, first.pause_s, second.text) == ("One.", PARAGRAPH_PAUSE_S, "Two.")


def test_long_sentences_are_cut_at_a_clause_or_else_between_words():
    assert said("one two three, four five six seven eight", 24) == ["one two three,", "four five six seven", "eight"]


def test_a_word_that_fits_is_never_cut():
    assert said("ab " + "x" * 19, 20) == ["ab", "x" * 19]


def test_only_a_word_longer_than_a_line_is_cut():
    assert said("x" * 50, 20) == ["x" * 20, "x" * 20, "x" * 10]


def test_sentences_are_found_across_windows():
    sentences = [f"This is sentence number {n}." for n in range(400)]
    assert said(" ".join(sentences)) == sentences


def test_white_space_within_a_line_is_said_as_one_space():
    assert said("one\n two\t\tthree") == ["one two three"]


@pytest.mark.parametrize("text", ["...", "?!", "—", "\u200b", "( ) [ ]", "\u0301\u0301", "\"'“”"])
def test_mere_punctuation_is_a_pause(text):
    lines = segment_text(text, "en-us", 400).lines
    assert lines
    assert all(line.text == "" for line in lines)


@pytest.mark.parametrize("text", ["5", "%", "😀", "é", "今"])
def test_letters_digits_and_symbols_are_read(text):
    assert said(text) == [text]


LONG = {
    "one word": "x" * 100_000,
    "paragraphs": "a.\n\n" * 25_000,
    "brackets that open": "(" * 100_000,
    "brackets and quotes that open": "([{\"'“" * 16_667,
    "bracketed sentences": "(a. b) " * 14_286,
    "quotes": '"a." ' * 20_000,
    "combining marks": "\u0301" * 100_000,
    "letters with marks": "e\u0301" * 50_000,
    "full stops": "." * 100_000,
    "abbreviations": "Mr. " * 25_000,
    "spaces": "a" + " " * 99_998 + "b",
    "line breaks": "\n" * 99_999 + "a",
    "no spaces": "今日は。" * 25_000,
    "joined emoji": "👨\u200d" * 50_000,
    "one sentence": "word " * 20_000,
    "numbers": "1.2.3." * 16_667,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_hostile_texts_of_100_000_characters_are_cut_in_no_time(text):
    lines = segment_text(text, "en-us", 20).lines
    assert lines
    assert all(line.end - line.start <= 20 for line in lines)
