"""What each language reads: cases/*.tsv, written by what a native reader would say."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.manner import Manner
from pipeline.normalize import Reader

CASES = Path(__file__).parent / "cases"
FAILURES = CASES / "known_failures.txt"
TABLES = sorted(CASES.glob("*.tsv"))


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]


@cache
def failing(path: Path) -> dict[str, tuple[str, str]]:
    """What is written -> what it should be and what it is, white space aside."""
    read = Reader(Manner(path.stem, 400)).read
    pairs = {written: (spoken, read(written).text) for _, written, spoken in rows(path)}
    return {written: pair for written, pair in pairs.items() if " ".join(pair[1].split()) != pair[0]}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_98_of_100_cases_are_right(path):
    wrong = failing(path)
    report = "\n".join(
        f"{written}\n  wanted: {wanted}\n  is:     {found}" for written, (wanted, found) in wrong.items()
    )
    assert len(wrong) <= 0.02 * len(rows(path)), report


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_what_fails_is_listed(path):
    listed = {written for language, written, _ in rows(FAILURES) if language == path.stem}
    assert set(failing(path)) == listed


def test_the_cases_are_many_and_none_twice():
    written = [(path.stem, row[1]) for path in TABLES for row in rows(path)]
    assert len(written) == len(set(written)) >= 300
