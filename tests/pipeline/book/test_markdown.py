"""Chapters of Markdown."""

from pipeline.book.markdown import sections

TEXT = """Before.

# The *Book*

## One [link](http://x) `code`

Text with **marks**.

```
# no heading
```

> ## no heading either

Two
---

- a list
"""


def test_headings_that_are_not_inside_of_something_else():
    found = [(section.level, section.title) for section in sections(TEXT)]
    assert found == [(0, ""), (1, "The Book"), (2, "One link code"), (2, "Two")]


def test_what_stands_below_stays_markdown():
    below = [section.text.strip() for section in sections(TEXT)]
    assert below[0] == "Before."
    assert below[2].startswith("Text with **marks**.")
    assert "# no heading" in below[2]
    assert below[3] == "- a list"


def test_no_headings():
    assert [(section.level, section.text) for section in sections("Just text.")] == [(0, "Just text.")]
