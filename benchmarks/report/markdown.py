"""Tables as Markdown, readable in a terminal too."""

import re
from collections.abc import Sequence

from benchmarks.report.result import printable
from benchmarks.report.tables import Table

MEANS_SOMETHING = re.compile(r"([\\`*\[\]<>|#])")


def markdown(table: Table) -> str:
    rows = [[plain(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * (width - 1) + (":" if place > 1 else "-") for place, width in enumerate(widths)]
    lines = [_line(row, widths) for row in (rows[0], rule, *rows[1:])]
    return "\n".join([*lines, *(["", table.note] if table.note else []), ""])


def plain(text: str) -> str:
    """Nothing of it is taken for Markdown."""
    return MEANS_SOMETHING.sub(r"\\\1", printable(text))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        f"{cell:<{width}}" if place < 2 else f"{cell:>{width}}"
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
