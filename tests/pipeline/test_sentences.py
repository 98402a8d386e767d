"""Where sentences begin and end."""

import pytest

from pipeline.sentences import cut_point, ends_paragraph, sentences


def found(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


def test_spans_take_the_white_space_behind_them_and_leave_nothing_out():
    text = "  One. Two?\n\nThree! "
    assert "".join(found(text)) == text


def test_sentences_are_found_across_windows():
    text = [f"This is sentence number {n}. " for n in range(400)]
    assert found("".join(text)) == text


def test_a_hard_wrapped_paragraph_is_not_broken_at_its_lines():
    assert found("one two\nthree four\nfive.") == ["one two\nthree four\nfive."]


@pytest.mark.parametrize("marker", ["- ", "* ", "+ ", "• ", "1. ", "12) ", "> ", "| ", "## "])
def test_a_marked_line_is_a_block(marker):
    assert found(f"one\n{marker}two") == ["one\n", f"{marker}two"]


def test_a_blank_line_ends_a_paragraph():
    assert ends_paragraph("One.\n\nTwo.", 0, 6)
    assert not ends_paragraph("One.\nTwo.", 0, 5)


@pytest.mark.parametrize(("window", "cut"), [("aaaa, bbbb c", 6), ("aaaa bbbb c", 10), ("x" * 11, 10)])
def test_it_is_best_cut_at_a_clause_then_between_words_then_anywhere(window, cut):
    assert cut_point(window) == cut
