"""Segmentation: spans that map to the caller's text, whatever the text."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.lexicon import Saying
from pipeline.manner import Manner, Spoken
from pipeline.segment import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, opening, segment_text
from pipeline.sentences import WINDOW_CHARS

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PROSE = st.text(st.sampled_from(list("ab.,;:!? \n\t()[]\"'“”、。😀é\u0301\u200b")), max_size=300)


def said(text: str, max_chars: int = 400, language: str = "en-us") -> list[str]:
    return [line.text for line in segment_text(text, Manner(language, max_chars)).lines]


LEXICON = (Saying("a", None, "x"), Saying("b. a", "c  d", "y"), Saying("b, b", "e", None))


def check(text: str, language: str, max_chars: int) -> None:
    """What holds for every text."""
    start = end = 0
    for line in segment_text(text, Manner(language, max_chars, 30, LEXICON)).lines:
        assert start <= line.start <= line.end <= len(text)
        assert end <= line.end
        assert len(line.text) <= max_chars
        assert {line.text[word.start : word.end].lower() for word in line.pronunciations} <= {"a", "c d"}
        start, end = line.start, line.end


@settings(max_examples=60, deadline=None)
@given(st.one_of(ANY_TEXT, PROSE), st.sampled_from(["en-us", "de", "ja", "ar", "th", "xx"]), st.integers(20, 60))
def test_lines_cover_any_text_in_order(text, language, max_chars):
    check(text, language, max_chars)


@settings(max_examples=10, deadline=None)
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
    lines = segment_text("One, and a bit more of it. Two.\n\nThree.", Manner("en-us", 20)).lines
    assert [line.pause_s for line in lines] == [0.0, SENTENCE_PAUSE_S, PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S]


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\r\n\r\n", "\n\n\n\n", "  \n\n  "])
def test_blank_lines_are_paragraphs_however_they_are_written(between):
    first, second = segment_text(f"One.{between}Two.", Manner("en-us", 400)).lines
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
    lines = segment_text(text, Manner("en-us", 400)).lines
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
    assert [text[line.start : line.end] for line in segment_text(text, Manner("en", 400)).lines] == [
        "It costs $4.50.",
        "Then 12 more.",
    ]


def words_with_ipa(text: str, max_chars: int, **ipa: str) -> list[list[tuple[str, str]]]:
    """By line: what stands in it, and how that sounds."""
    lexicon = tuple(Saying(written, None, sound) for written, sound in ipa.items())
    lines = segment_text(text, Manner("en", max_chars, lexicon=lexicon)).lines
    return [[(line.text[each.start : each.end], each.ipa) for each in line.pronunciations] for line in lines]


def test_pronunciations_stand_over_their_words_whatever_happens_to_the_line():
    text = "Yes.  $5 for\n\tmy new   **york** trip. And, as I said before, this is a\u2003york  york!"
    assert words_with_ipa(text, 30, york="jɔːk", **{"new york": "njuː"}) == [
        [],
        [],
        [("york", "jɔːk")],
        [],
        [("york", "jɔːk"), ("york", "jɔːk")],
    ]
    assert words_with_ipa("new\n york", 30, **{"new york": "njuː"}) == [[("new york", "njuː")]]


def test_a_phrase_with_ipa_is_not_cut_unless_it_does_not_fit():
    assert words_with_ipa("one two old three, four five six", 20, **{"three, four": "x"}) == [
        [],
        [("three, four", "x")],
    ]
    assert words_with_ipa("one two three four five six", 20, **{"two three four five six": "x"}) == [[], []]


@pytest.mark.parametrize("phrase", ["Yahoo! Inc.", "Mr. T", ".NET", "St. Moritz", "e.g. this"])
def test_no_sentence_ends_within_a_phrase_of_the_lexicon(phrase):
    lexicon = (Saying(phrase, "something", None),)
    (line,) = segment_text(f"We went to see {phrase} and liked it", Manner("en", 400, lexicon=lexicon)).lines
    assert line.text == "We went to see something and liked it"


def test_the_first_clause_does_not_end_within_a_phrase():
    text = "All of us have heard of Smith, John and of what he has done for the people of this town."
    lexicon = (Saying("Smith, John", "John Smith", None),)
    assert "John Smith and" in segment_text(text, Manner("en", 400, lexicon=lexicon)).lines[0].text


def test_emoji_that_are_read_are_speech():
    lines = segment_text("👍 😀😀", Manner("en", 400, spoken=Spoken(emoji="read"))).lines
    assert [line.text for line in lines] == ["thumbs up, grinning face"]


CLAUSES = st.lists(st.sampled_from(["one two", "three", "four five six seven eight"]), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(CLAUSES, min_size=3, max_size=6), CLAUSES, st.integers(20, 60), st.integers(20, 60))
def test_a_target_moves_no_boundary_of_other_sentences(sentences, new, max_chars, target_chars):
    manner = Manner("en", max_chars, target_chars)

    def read(each: list[list[str]]) -> list[list[str]]:
        """Lines by the sentence that they belong to."""
        texts = [f"Next {', '.join(clauses)} is what we say." for clauses in each]
        edges = list(accumulate((len(text) + 1 for text in texts), initial=0))
        lines = segment_text(" ".join(texts), manner).lines
        assert all(len(line.text) <= max_chars for line in lines)
        return [[line.text for line in lines if a <= line.start < b] for a, b in pairwise(edges)]

    before, after = read(sentences), read([*sentences[:1], new, *sentences[2:]])
    assert before[:1] + before[2:] == after[:1] + after[2:]


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


HOSTILE_LEXICONS = {
    "prefixes of one another": ("a ", ["a " * n for n in range(1, 100)]),
    "what is never finished": ("a ", ["a " * n + "b" for n in range(1, 100)]),
    "signs": ("+", ["+" * 199 + "b"]),
    "no spaces": ("東", ["東" * n + "京" for n in range(1, 200)]),
    "ends of sentences": (". a", [". a"]),
    "a thousand": ("word999 ", [f"word{n}" for n in range(1000)]),
}


def read_with(unit: str, phrases: list[str], characters: int) -> None:
    text = unit * (characters // len(unit))
    for say, ipa in (("x", None), (None, "x")):
        lexicon = tuple(Saying(each.strip(), say, ipa) for each in phrases)
        assert segment_text(text, Manner("en", 20, lexicon=lexicon)).lines


@pytest.mark.timeout(10)
@pytest.mark.parametrize(("unit", "phrases"), HOSTILE_LEXICONS.values(), ids=HOSTILE_LEXICONS)
def test_hostile_lexicons_take_no_time(unit, phrases):
    read_with(unit, phrases, 2_000)


@pytest.mark.soak
@pytest.mark.timeout(20)
@pytest.mark.parametrize(("unit", "phrases"), HOSTILE_LEXICONS.values(), ids=HOSTILE_LEXICONS)
def test_hostile_lexicons_over_100_000_characters_take_little(unit, phrases):
    read_with(unit, phrases, 100_000)


def cut(unit: str, characters: int) -> None:
    lines = segment_text(unit * (characters // len(unit)) + "a", Manner("en-us", 20)).lines
    assert lines
    assert all(len(line.text) <= 20 for line in lines)


@pytest.mark.timeout(10)
@pytest.mark.cluster
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_cut_in_no_time(unit):
    cut(unit, 10_000)


@pytest.mark.soak
@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_of_100_000_characters_are_cut_too(unit):
    cut(unit, 100_000)


@pytest.mark.parametrize(
    ("text", "lines", "whole"),
    [
        ("One sentence is here.", 1, True),
        ("One sentence is here. It costs $5. And a third one.", 2, False),
        ("...\n\n...\n\nWords at last, here. More of them.", None, False),
        ("!!!", None, True),
        ("", 0, True),
    ],
)
def test_an_opening_is_the_first_lines_of_the_whole(text, lines, whole):
    manner = Manner("en-us", 400)
    begun, all_of_it = opening(text, manner), segment_text(text, manner)
    assert begun.whole == whole
    assert begun.lines == all_of_it.lines[: len(begun.lines)]
    assert not whole or begun.lines == all_of_it.lines
    assert lines is None or len(begun.lines) == lines
    assert any(line.text for line in begun.lines) == any(line.text for line in all_of_it.lines)
