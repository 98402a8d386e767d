"""Where sentences begin and end."""

import pytest

from pipeline.sentences import ends_paragraph, sentences


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


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("pt", "Veja a pág. 12 do vol. 3. O art. 5.º vale.", 2),
        ("pt", "A Profa. Ana veio, p. ex. João não. Fim dito.", 2),
        ("pt", "Foi a Souza & Cia. Ltda. que pagou. Ponto.", 2),
        ("pt", "Vendem livros, etc. Depois fecham.", 2),
        ("pt", "Veja a pág.\n\nOutro.", 2),
        ("es", "Es el n.º 5. Llega a las 10 a. m. y sale.", 2),
        ("en", "See Fig. 3 and Eq. 7 in Lt. Col. Reed's book. We met at 5 p.m. Monday. Fine.", 3),
        ("en", "He lives on Elm St. in Boston. She has 25. They went at 5 p.m. Then we left.", 4),
        ("de", "Er wohnt im 3. Stock der Fa. Weber. Das 1. Kind kam um 5 Uhr. Gut.", 3),
        ("de", "Im XIX. Jahrhundert, z. B. am 14.10. in Ulm. Er ist 25. Sie ist 30.", 3),
    ],
)
def test_no_sentence_ends_at_an_abbreviation_that_asks_for_more(language, text, count):
    assert len(list(sentences(text, language))) == count


def test_a_blank_line_ends_a_paragraph():
    assert ends_paragraph("One.\n\nTwo.", 0, 6)
    assert not ends_paragraph("One.\nTwo.", 0, 5)


@pytest.mark.parametrize("space", "\u00a0\u2009\u202f\u3000\u2028\x85")
def test_a_wide_space_before_a_full_stop_is_a_space(space):
    text = f"Quoi{space}. Non{space}! Oui.{space}Bon."
    assert len(list(sentences(text, "fr"))) == len(list(sentences(text.replace(space, " "), "fr")))
