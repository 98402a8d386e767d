"""What the plots have in common: how series look, and axes that can be read."""

from collections.abc import Mapping
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from benchmarks.report.svg import SERIES

DASHES = ("solid", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 1.5, 1, 1.5)), (0, (9, 2)), (0, (3, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "D", "^", "v", "P")

LONGEST = 48
"""Characters of a label."""

ROW = 110
"""Characters of a row of the legend."""


def look(number: int, *, marked: bool = False) -> dict[str, Any]:
    """A series is told from others by colour, by dashes and, where it has few points, by its marks."""
    place = number % len(SERIES)
    return {
        "color": SERIES[place],
        "linestyle": DASHES[(number + number // len(SERIES)) % len(DASHES)],
        "marker": MARKERS[place] if marked else "",
        "markersize": 4.5,
        "linewidth": 1.6,
    }


def shortened(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST // 2]}…{label[-LONGEST // 2 + 1 :]}"


def legend(figure: Figure, series: Mapping[str, Artist]) -> None:
    """Below the plots."""
    labels = [*map(shortened, series)]
    columns = max(1, min(len(labels), ROW // (max(map(len, labels)) + 10)))
    figure.legend([*series.values()], labels, loc="outside lower left", ncols=columns)


def scale(axes: Axes, which: Literal["x", "y"], low: float, high: float) -> None:
    """Logarithmic where values are far apart; numbers are written out."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    if low > 0 and high > 4 * low:
        axes.set(**{f"{which}scale": "log"})
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}"))
