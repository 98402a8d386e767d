"""Lexicons: what may be written into one, and which entry holds."""

import pytest
from pydantic import TypeAdapter, ValidationError

from models.lexicon import MOST_ENTRIES, Lexicon, LexiconEntry, Saying, settled

LEXICON = TypeAdapter(Lexicon)


def read(**entries: object) -> dict[str, LexiconEntry]:
    return LEXICON.validate_python(entries)


def test_a_string_is_a_respelling():
    assert read(Nguyen="win") == read(Nguyen={"say": "win"})


@pytest.mark.parametrize(
    "entry",
    [
        *("", "  ", "x" * 201, "a\nb", "a\0", None, 1, [], {}),
        {"say": None, "ipa": None},
        *({"say": ""}, {"ipa": ""}, {"ipa": "x" * 201}, {"ipa": "\x7f"}, {"say": "a", "ipo": "b"}),
        *({"say": "a", "language": "klingon!"}, {"say": "a", "language": ""}, {"language": "en"}),
    ],
    ids=lambda entry: repr(entry)[:20],
)
def test_entries_that_say_nothing_or_too_much_are_refused(entry):
    with pytest.raises(ValidationError) as refused:
        read(SQL=entry)
    assert refused.value.errors()[0]["loc"][0] == "SQL"


@pytest.mark.parametrize("written", ["", " ", "x" * 201, "a\tb"])
def test_words_are_bounded_too(written):
    with pytest.raises(ValidationError):
        read(**{written: "a"})


def test_a_lexicon_has_a_thousand_entries_at_most():
    entries = {f"word {n}": "x" * 200 for n in range(MOST_ENTRIES)}
    assert len(read(**entries)) == MOST_ENTRIES
    with pytest.raises(ValidationError, match="at most 1000"):
        read(**entries, more="a")


def test_the_first_lexicon_that_has_a_word_is_right():
    first, second, third = read(a="1"), read(a="2", b="2"), read(a="3", b="3", c="3")
    assert [each.say for each in settled((first, second, third), "en", takes_ipa=False)] == ["1", "2", "3"]


def test_a_word_in_lower_case_stands_for_its_forms_in_later_lexicons():
    assert settled((read(sql="1"), read(SQL="2")), "en", takes_ipa=False) == (Saying("sql", "1", None),)
    assert len(settled((read(SQL="1"), read(sql="2")), "en", takes_ipa=False)) == 2


@pytest.mark.parametrize(
    ("entry", "language", "holds"),
    [
        *(("en", "en-us", True), ("en", "en", True), ("en", "de", False), ("en", "enm", False)),
        *(("pt-BR", "pt-br", True), ("pt-BR", "pt", False), ("pt_br", "pt-br", True), ("zh", "cmn", True)),
    ],
)
def test_an_entry_holds_in_its_language(entry, language, holds):
    found = settled((read(a={"say": "b", "language": entry}), read(a="c")), language, takes_ipa=False)
    assert [each.say for each in found] == ["b" if holds else "c"]


def test_without_an_engine_that_reads_ipa_only_respellings_are_left():
    lexicon = read(a={"ipa": "1"}, b={"ipa": "2", "say": "two"}, c="three")
    assert settled((lexicon,), "en", takes_ipa=False) == (Saying("b", "two", None), Saying("c", "three", None))
    assert settled((lexicon,), "en", takes_ipa=True) == (
        Saying("a", None, "1"),
        Saying("b", "two", "2"),
        Saying("c", "three", None),
    )


def test_the_order_of_entries_does_not_matter():
    assert settled((read(a="1", b="2"),), "en", takes_ipa=True) == settled((read(b="2", a="1"),), "en", takes_ipa=True)
