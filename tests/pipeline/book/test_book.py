"""Headings become chapters."""

import pytest

from pipeline.book.book import Chapter, Section, divide, spoken


def titles(*levels: int) -> tuple[str | None, list[str]]:
    title, chapters = divide([Section(level, f"H{n}" if level else "", "text") for n, level in enumerate(levels)])
    return title, [chapter.title for chapter in chapters]


@pytest.mark.parametrize(
    ("levels", "title", "chapters"),
    [
        ((0,), None, ["Opening"]),
        ((1,), None, ["H0"]),
        ((1, 1, 1), None, ["H0", "H1", "H2"]),
        ((1, 2, 2), "H0", ["H0", "H1", "H2"]),
        ((1, 2, 3, 2, 3), "H0", ["H0", "H1", "H3"]),
        ((0, 1, 1), None, ["Opening", "H1", "H2"]),
        ((2, 3, 3, 3), "H0", ["H0", "H1", "H2", "H3"]),
        ((1, 2, 3), None, ["H0"]),
    ],
)
def test_the_highest_headings_of_which_there_are_several(levels, title, chapters):
    assert titles(*levels) == (title, chapters)


def test_a_chapter_begins_with_its_title_and_holds_what_is_below():
    sections = [Section(1, "One", "a"), Section(2, "Deep?", "b"), Section(1, "Two", ""), Section(2, "", "c")]
    assert divide(sections)[1] == [Chapter("One", "One.\n\na\n\nDeep?\n\nb"), Chapter("Two", "Two.\n\nc")]


def test_what_says_nothing_is_no_chapter():
    assert divide([Section(0, "", " \n"), Section(1, "", ""), Section(1, "One", "")])[1] == [Chapter("One", "One.")]


@pytest.mark.parametrize(
    ("title", "said"), [("One", "One."), ("Who?", "Who?"), ("章", "章."), ("Ende。", "Ende。"), (" ", "")]
)
def test_a_title_is_a_sentence(title, said):
    assert spoken(title) == said
