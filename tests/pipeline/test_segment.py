"""Segmentation: spans that map to the caller's text, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, segment_text
from pipeline.sentences import WINDOW_CHARS

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PROSE = st.text(st.sampled_from(list("ab.,;:!? \n\t()[]\"'“”、。😀é\u0301\u200b")), max_size=300)


def said(text: str, max_chars: int = 400, language: str = "en-us") -> list[str]:
    return [line.text for line in segment_text(text, language, max_chars).lines]


def check(text: str, language: str, max_chars: int) -> None:
    """What holds for every text."""
    start = end = 0
    for line in segment_text(text, language, max_chars).lines:
        assert start <= line.start <= line.end <= len(text)
        assert end <= line.end
        assert len(line.text) <= max_chars
        start, end = line.start, line.end


@settings(max_examples=150, deadline=None)
@given(st.one_of(ANY_TEXT, PROSE), st.sampled_from(["en-us", "de", "ja", "ar", "th", "xx"]), st.integers(20, 60))
def test_lines_cover_any_text_in_order(text, language, max_chars):
    check(text, language, max_chars)


@settings(max_examples=30, deadline=None)
@given(PROSE.filter(str.strip), st.integers(20, 60))
def test_longer_texts_are_covered_too(text, max_chars):
    check(text * (2 * WINDOW_CHARS // len(text) + 1), "en-us", max_chars)


def test_a_sentence_is_a_line():
    assert said("Dr. Smith paid $3.50. Did he? Yes!") == [
        "Doctor Smith paid three dollars and fifty cents.",
        "Did he?",
        "Yes!",
    ]


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


def test_white_space_within_a_line_is_said_as_one_space():
    assert said("one\n two\t\tthree") == ["one two three"]


@pytest.mark.parametrize("text", ["...", "?!", "—", "\u200b", "( ) [ ]", "\u0301\u0301", "\"'“”"])
def test_mere_punctuation_is_a_pause(text):
    lines = segment_text(text, "en-us", 400).lines
    assert lines
    assert all(line.text == "" for line in lines)


@pytest.mark.parametrize(("text", "read"), [("5", "five"), ("%", "percent"), ("é", "é"), ("今", "今")])
def test_letters_digits_and_symbols_are_read(text, read):
    assert said(text) == [read]


@pytest.mark.parametrize("text", ["😀", "👩‍👩‍👧 🇩🇪", "**", "---"])
def test_emoji_and_empty_markup_are_a_pause(text):
    assert not any(said(text))


def test_a_short_sentence_joins_the_next_if_that_is_not_short():
    assert said("Yes. That is what I wanted to say. No. Why? Nobody knows that yet.") == [
        "Yes. That is what I wanted to say.",
        "No.",
        "Why? Nobody knows that yet.",
    ]


def test_a_short_sentence_stays_in_its_paragraph():
    assert said("Yes.\n\nThat is what I wanted to say.") == ["Yes.", "That is what I wanted to say."]


ARTICLE = [f"This is sentence number {chr(97 + n % 26)} of an article that goes on and on." for n in range(40)]


@pytest.mark.parametrize("changed", [0, 1, 20, 39])
@pytest.mark.parametrize("new", ["Something else is said here, and it is longer than what was said before.", "No."])
def test_one_changed_sentence_changes_only_what_is_beside_it(changed, new):
    before = said(" ".join(ARTICLE))
    after = said(" ".join([*ARTICLE[:changed], new, *ARTICLE[changed + 1 :]]))
    assert len(set(after) - set(before)) <= 1 + (changed == 0)


def test_the_first_sentence_begins_with_an_early_clause_and_no_other_does():
    long = "When the sun had set behind the hills, everyone went home and slept until the next morning came."
    assert said(f"{long} {long}") == [long[:38], long[39:], long]


def test_headings_and_list_items_are_lines():
    assert said("# Title\nText that follows.\n- one\n- two words\n1. three") == [
        "Title",
        "Text that follows.",
        "one",
        "two words",
        "one. three",
    ]


def test_a_line_knows_the_characters_that_it_stands_for():
    text = "It costs $4.50. Then 12 more."
    assert [text[line.start : line.end] for line in segment_text(text, "en", 400).lines] == [
        "It costs $4.50.",
        "Then 12 more.",
    ]


HOSTILE = {
    "one word": "x",
    "paragraphs": "a.\n\n",
    "brackets that open": "(",
    "brackets and quotes that open": "([{\"'“",
    "bracketed sentences": "(a. b) ",
    "quotes": '"a." ',
    "combining marks": "\u0301",
    "letters with marks": "e\u0301",
    "full stops": ".",
    "abbreviations": "Mr. ",
    "spaces": "     ",
    "line breaks": "\n",
    "no spaces": "今日は。",
    "joined emoji": "👨\u200d",
    "one sentence": "word ",
    "numbers": "1.2.3.",
    "sums": "$1 ",
}


def cut(unit: str, characters: int) -> None:
    lines = segment_text(unit * (characters // len(unit)) + "a", "en-us", 20).lines
    assert lines
    assert all(len(line.text) <= 20 for line in lines)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_cut_in_no_time(unit):
    cut(unit, 10_000)


@pytest.mark.soak
@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_of_100_000_characters_are_cut_too(unit):
    cut(unit, 100_000)
