"""Tables of words, written as text: a row ends with ";", a cell with ",", what is written with " = "."""

from collections.abc import Iterator

from pipeline.normalize.language import Currency, Gender, Noun

GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "n": "n"}


def nouns(table: str) -> dict[str, Noun]:
    """ "km, kilómetro, kilómetros; t, tonelada, toneladas, f": signs, one, many, gender if it is not m."""
    return {
        sign: Noun(one=one, many=many, gender=GENDERS["".join(gender) or "m"])
        for signs, one, many, *gender in _rows(table)
        for sign in signs.split("|")
    }


def currencies(table: str) -> dict[str, Currency]:
    """ "€|EUR, euro, euros, céntimo, céntimos": as `nouns`, with the hundredth behind; f is the unit's gender."""
    return {
        sign: Currency(
            unit=Noun(one=one, many=many, gender=GENDERS["".join(gender) or "m"]), cent=Noun(one=cent, many=cents)
        )
        for signs, one, many, cent, cents, *gender in _rows(table)
        for sign in signs.split("|")
    }


def _rows(table: str) -> Iterator[list[str]]:
    rows = ([cell.strip() for cell in row.split(",")] for row in table.split(";"))
    return (cells if len(cells) > 2 else [*cells, cells[1]] for cells in rows)  # a word that does not change, once


def pairs(table: str) -> dict[str, str]:
    """ "& = y; + = más": what is written and what is spoken."""
    rows = (row.strip().partition(" = ") for row in table.split(";"))
    return {written: spoken for written, _, spoken in rows}


def words(table: str) -> tuple[str, ...]:
    """Parted by spaces ("_" within one)."""
    return tuple(word.replace("_", " ") for word in table.split())


def word_set(table: str) -> frozenset[str]:
    return frozenset(words(table))
