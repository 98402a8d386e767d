"""The lexicon in a text: which words it finds, and that nothing else touches them."""

import re

import pytest

from models.lexicon import Saying
from pipeline.manner import Manner
from pipeline.normalize import Reader

ENTRIES = {
    "SQL": "sequel",
    "C++": "see plus plus",
    ".NET": "dot net",
    "new york": "the big apple",
    "york": "yorkshire",
    "O'Brien": "oh bryan",
    "5 km": "a long way",
    "T-shirt": "tee shirt",
    "live": "lyve",
    "👍": "well done",
    "ΣΟΦΟΣ": "sophos",
}


def read(text: str, language: str = "en", **entries: str) -> str:
    lexicon = tuple(Saying(written, say, None) for written, say in (entries or ENTRIES).items())
    return re.sub(" +", " ", Reader(Manner(language, 400, lexicon=lexicon)).read(text).text)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("SQL, SQL's and (SQL)", "sequel, sequel's and (sequel)"),
        ("SQLite, NoSQL, SQL2, sql", "SQLite, NoSQL, SQL two, sql"),
        ("**SQL** _SQL_ `SQL` [SQL](http://a.com) <b>SQL</b>", "sequel sequel sequel sequel sequel"),
        ("http://sql.com/SQL", "sql dot com slash SQL"),
        ("C++ and C++, C++11", "see plus plus and see plus plus, C plus plus eleven"),
        ("We use .NET, not ASP.NET", "We use dot net, not ASP.NET"),
        ("New York, NEW  YORK, new\nyork, York", "the big apple, the big apple, the big apple, yorkshire"),
        ("new\n\nyork", "new\n\nyorkshire"),
        ("O’Brien, O'Brien", "oh bryan, oh bryan"),
        ("5 km, 15 km, 5 kmh", "a long way, fifteen kilometers, five kmh"),
        ("T-shirts, T-shirt", "T-shirts, tee shirt"),
        ("Live, LIVE, lived", "lyve, lyve, lived"),
        ("Good 👍. 👍!", "Good well done. well done!"),
        ("σοφος ΣΟΦΟΣ", "σοφος sophos"),
        ("live\u0301", "live\u0301"),
    ],
)
def test_whole_words_are_found_as_they_are_written(text, spoken):
    assert read(text) == spoken


def test_what_is_said_is_read_as_it_stands():
    assert read("AT&T", **{"AT&T": "A.T. & 5 **T**"}) == "A.T. & 5 **T**"


@pytest.mark.parametrize("language", ["de", "sv", "ja", "xx"])
def test_it_holds_in_every_language(language):
    assert read("*SQL* 😀!", language) == "sequel!"


@pytest.mark.parametrize(
    ("language", "text", "written", "spoken"),
    [
        ("ja", "私は東京都に住む。", "東京", "私は とうきょう 都に住む。"),
        ("cmn", "我在重庆。", "重庆", "我在 とうきょう。"),
        ("th", "ผมรักกรุงเทพ", "กรุงเทพ", "ผมรัก とうきょう"),
        ("th", "ก่า", "ก", "ก่า"),
    ],
)
def test_words_need_no_spaces_where_a_script_has_none(language, text, written, spoken):
    assert read(text, language, **{written: "とうきょう"}) == spoken


def test_the_longest_is_taken_and_of_two_that_are_as_long_the_exact_one():
    assert read("a b c", **{"a": "1", "a b": "2", "a b c d": "3"}) == "2 c"
    assert read("SQL Sql", SQL="exact", sql="any") == "exact any"


def test_where_the_longest_is_no_whole_word_a_shorter_one_may_be():
    assert read("a.b", **{"a": "1", "a.": "2"}) == "1.b"


def test_an_entry_knows_what_it_stands_for_and_how_it_sounds():
    manner = Manner("en", 400, lexicon=(Saying("sql", None, "ˈsiːkwəl"), Saying("Nguyen", "win", "wɪn")))
    reading = Reader(manner).read("5 *SQL* by Nguyens, Nguyen")
    assert reading.text == "five SQL by Nguyens, win"
    assert [(reading.text[word.start : word.end], word.ipa) for word in reading.pronunciations] == [
        ("SQL", "ˈsiːkwəl"),
        ("win", "wɪn"),
    ]
    assert reading.source_span(5, 8) == (3, 6)
