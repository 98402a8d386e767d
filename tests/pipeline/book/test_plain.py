"""Chapters of plain text."""

import pytest

from pipeline.book.plain import sections


@pytest.mark.parametrize(
    "heading",
    [
        "Chapter 1",
        "CHAPTER IV. The title",
        "Chapter Twenty-One: What Came",
        "Kapitel 3",
        "Chapitre premier — Où l'on part",
        "Capítulo 12",
        "CAPITOLO II",
        "Part Two",
        "Prologue",
        "EPILOGUE.",
        "Vorwort",
    ],
)
def test_a_line_that_says_so_and_stands_alone(heading):
    found = sections(f"Before.\r\n\r\n  {heading}  \r\n \r\n\r\nBelow.\r\n")
    assert [(section.level, section.title) for section in found] == [(0, ""), (1, heading)]
    assert [section.text.strip() for section in found] == ["Before.", "Below."]


@pytest.mark.parametrize(
    "text",
    [
        "In chapter 1 we said so.",
        "Chapter 1 is where it begins, and it goes on.",
        "Chapter 1\nfollows at once.",
        "Above.\nChapter 1\n\nBelow.",
        "A prologue to something.",
    ],
)
def test_what_is_no_heading(text):
    assert [section.level for section in sections(text)] == [0]


def test_headings_at_both_ends():
    found = sections("Chapter 1\n\nChapter 2")
    assert [(section.title, section.text.strip()) for section in found] == [
        ("", ""),
        ("Chapter 1", ""),
        ("Chapter 2", ""),
    ]


@pytest.mark.parametrize("text", ["\n" * 300_000, "\n \t" * 100_000, "chapter " * 50_000, "Chapter 1\n\n" * 30_000])
def test_hostile_texts_are_read_in_time(text):
    sections(text)
