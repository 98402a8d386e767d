"""Ten thousand texts that nobody would write: each becomes lines that an engine can be given."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.lexicon import Saying
from pipeline.manner import Manner, Spoken
from pipeline.normalize import LANGUAGES
from pipeline.script import Line
from pipeline.segment import segment_text

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1200)]

EXAMPLES = 10_000
OTHER_LANGUAGES = ["sv", "ru", "ar", "he", "hi", "th", "ja", "cmn", "ko", "tr", "el", "xx"]

UNICODE = st.characters(exclude_categories=["Cs"])
WRITTEN = st.sampled_from(
    [
        *(
            "one",
            "Dr. Smith",
            "12",
            "1,234.5",
            "€",
            "$4.50",
            "5 km",
            "3.5.2024",
            "14:30",
            "Uhr",
            "27:45",
            "1/2",
            "½",
            "XIV",
        ),
        *(
            "**",
            "_",
            "`",
            "# ",
            "\n- ",
            "| ",
            "[a](b)",
            "<b>",
            "&amp;",
            "http://a.de/b?c=1",
            "a@b.com",
            "v1.2.3",
            "H2O",
        ),
        *("😀", "👩\u200d👩\u200d👧", "👍🏽", "🇩🇪", "1\ufe0f\u20e3", "❤\ufe0f", "\u200d", "\ufe0f"),
        *(" ", "  ", "\n", "\n\n", "\u00a0", "\u2028", ". ", "! ", "? ", ", ", "; ", "…", "—", "'", "’", "„", "(", ")"),
        *("東京", "。", "、", "กรุงเทพ", "ไม่", "שלום", "مرحبا،", "नमस्ते।", "e\u0301", "İ", "ß", "ﬁ", "Σ", "𝔘", "\u202e"),
    ]
)
TEXT = st.one_of(
    st.text(UNICODE, min_size=1, max_size=200),
    st.lists(WRITTEN, min_size=1, max_size=60).map("".join),
    st.lists(st.one_of(WRITTEN, st.text(UNICODE, max_size=3)), min_size=1, max_size=40).map("".join),
    st.tuples(st.lists(WRITTEN, min_size=1, max_size=4).map("".join), st.integers(1, 400)).map(
        lambda it: it[0] * it[1]
    ),
)
PHRASE = st.one_of(
    st.text(UNICODE, min_size=1, max_size=8), st.lists(WRITTEN, min_size=1, max_size=3).map("".join)
).filter(str.strip)
SAYING = st.builds(Saying, PHRASE.map(str.strip), st.none() | PHRASE, st.none() | PHRASE)
LEXICON = st.just(()) | st.lists(SAYING.filter(lambda it: it.say or it.ipa), max_size=8).map(tuple)
TREATMENT = st.sampled_from(["removed", "read"])
MANNER = st.builds(
    Manner,
    language=st.sampled_from([*LANGUAGES, *OTHER_LANGUAGES]),
    max_chars=st.integers(20, 400),
    target_chars=st.none() | st.integers(20, 400),
    lexicon=LEXICON,
    spoken=st.builds(Spoken, emoji=TREATMENT, markdown=TREATMENT),
)


@settings(max_examples=EXAMPLES, deadline=10_000, suppress_health_check=list(HealthCheck))
@given(TEXT.filter(str.strip), MANNER)
def test_any_text_becomes_lines_that_an_engine_can_be_given(text, manner):
    lines = segment_text(text, manner).lines
    assert lines
    assert all(len(line.text) <= manner.max_chars for line in lines)
    assert all(line.text == " ".join(line.text.split()) for line in lines)
    in_order(lines, len(text))
    for line in lines:
        within(line)


def in_order(lines: Sequence[Line], length: int) -> None:
    """Every span in the text, none before the one in front of it."""
    start = end = 0
    for line in lines:
        assert start <= line.start <= line.end <= length
        assert end <= line.end
        start, end = line.start, line.end


def within(line: Line) -> None:
    """Pronunciations stand over words of their line, in order, without overlap."""
    edges = [edge for word in line.pronunciations for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= word.start < word.end <= len(line.text) for word in line.pronunciations)
    assert all(line.text[word.start : word.end].strip() for word in line.pronunciations)
