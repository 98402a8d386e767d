"""The grammar of every language: total, in order, and linear on text made to hurt it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.manner import Manner, Spoken
from pipeline.normalize import LANGUAGES, Reader, prepare
from pipeline.normalize import _rules as normalize_rules
from pipeline.normalize.reading import Reading

HOSTILE = [
    *"1-a$€*_`<&|>\n😀\u200d\ufe0f\u200b½(’ \u00a0:I", "1,", "1.", "1/", "1:", "1-", "1 ",
    "a@", "a.", "a-", "$1", "**a",
    "[[", "[a](", "](", "<a", "<!--", "&a", "# ", "\n- ", "http://", "www.", "+1 ", "0 1", "v1.", "H2", "x²", "^1",
    "Chapter I", "z. B. ", "May 1 ", "5'", "++",
]  # fmt: skip
MIXTURE = st.lists(
    st.sampled_from([*HOSTILE, "12", "km", "€", ",", "Uhr", "pm", "Henry VIII", "3.", "www.a.de"]) | st.text()
)


def test_what_is_prepared_need_not_be_made():
    normalize_rules.cache_clear()
    prepare(Spoken())
    made = normalize_rules.cache_info().misses
    for language in LANGUAGES:
        Reader(Manner(f"{language}-x", 400))
    assert normalize_rules.cache_info().misses == made


def normalize(text: str, language: str) -> Reading:
    return Reader(Manner(language, 400)).read(text)


@pytest.mark.parametrize("language", [*LANGUAGES, "sv", "ja", "xx"])
@settings(max_examples=40, deadline=None)
@given(text=MIXTURE.map("".join))
def test_any_text_is_read_and_every_part_knows_where_it_came_from(language, text):
    reading = normalize(text, language)
    position = 0
    for piece in reading.pieces:
        assert position <= piece.start < piece.end <= len(text)
        assert not piece.copied or text[piece.start : piece.end] == piece.text
        position = piece.end


def seconds(text: str, language: str) -> float:
    """CPU time, the least of three: what else the machine does can only add to it."""
    return min(cpu_s(text, language) for _ in range(3))


def cpu_s(text: str, language: str) -> float:
    begin = time.process_time()
    normalize(text, language)
    return time.process_time() - begin


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(language, unit):
    """Sixteen times as long would be quadratic."""
    text = unit * (8_000 // len(unit))
    assert seconds(text, language) < 9 * seconds(text[:2_000], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "Nada, rien; nulla!", "Eine Zeile.\n\nNoch eine – “ja”?", "don’t (ever) stop…"])
def test_what_is_written_as_it_is_read_stays(language, text):
    assert normalize(text, language).text == text


def test_a_tag_with_a_region_reads_its_language():
    assert normalize("5 km", "en-GB").text == "five kilometers"
    assert normalize("5 km", "DE-at").text == "fünf Kilometer"
