"""Plots as SVG that is part of a page: in its colours, light or dark, and with words for those who do not see it."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.report.result import printable

INK, GRID = "#1b1b1b", "#d0d0d0"
SERIES = ("#0068a8", "#b84600", "#00734f", "#93346f", "#6b5e00", "#5a5a5a")
DARK_GRID = "#4a4a4a"
DARK = ("#62b6f0", "#ff9d5c", "#4fd6a0", "#f09ccb", "#e3d35b", "#bdbdbd")
"""The same series on a dark page."""

VARIABLES = {INK: "currentColor", GRID: "var(--grid)", **{color: f"var(--s{at})" for at, color in enumerate(SERIES)}}
COLOR = re.compile(rf"(?<=: )({'|'.join(VARIABLES)})")

STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "declaim",
    "text.parse_math": False,  # a name with dollars in it is a name
    "font.size": 9.0,
    "axes.titlesize": 9.0,
    "axes.titlelocation": "left",
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.handlelength": 3.6,
    **dict.fromkeys(("axes.edgecolor", "axes.labelcolor", "text.color", "xtick.color", "ytick.color"), INK),
}


class Plot(NamedTuple):
    title: str
    description: str
    """What is to be seen in it, for those who do not."""
    figure: Figure


@contextmanager
def styled() -> Iterator[None]:
    """Plots are made and written within this."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # the page's fonts may well have it
        yield


def svg(plot: Plot, name: str) -> str:
    """Without a word of what is around it; `name` is its own on the page."""
    out = io.StringIO()
    plot.figure.patch.set_visible(False)
    plot.figure.savefig(out, format="svg", metadata={"Date": None})
    body = out.getvalue().partition("<svg ")[2].partition(">")[2]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r'\bid="|(?<=xlink:href="#)|(?<=url\(#)', lambda found: f"{found[0]}{name}-", body)
    width, height = (size * 72 for size in plot.figure.get_size_inches())
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-text" viewBox="0 0 {width:g} {height:g}">'
        f'<title id="{name}-title">{escape(printable(plot.title))}</title>'
        f'<desc id="{name}-text">{escape(printable(plot.description))}</desc>'
        f"{COLOR.sub(lambda found: VARIABLES[found[0]], body)}"
    )
