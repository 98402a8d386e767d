"""Plot: TTFA by when requests were due, and where some failed; a stall shows as a slope."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.report.drawing import legend, look, scale
from benchmarks.report.result import Level, Result
from benchmarks.report.stored import Floats
from benchmarks.report.svg import Plot

POINTS = 250
"""Of more requests than that there are percentiles of pieces of time."""

PIECES = 100

Line = tuple[Floats, Floats]


def timeline(result: Result) -> Plot:
    """A panel for each load; repeats lie on each other."""
    count = len(result.levels)
    figure = Figure(figsize=(9.6, 0.9 + 1.7 * count), layout="constrained")
    panels = figure.subplots(count, 1, sharex=True, squeeze=False)[:, 0]
    series = dict[str, Artist]()
    for axes, level in zip(panels, result.levels, strict=True):
        series |= panel(axes, level)
    panels[-1].set_xlabel("due, seconds after the run began")
    legend(figure, series)
    told = "; ".join(f"{level.load}: {len(_failed_s(level))} of {_count(level)} failed" for level in result.levels)
    return Plot(f"{result.label}: TTFA over time", f"TTFA by when requests were due. {told}.", figure)


def panel(axes: Axes, level: Level) -> dict[str, Artist]:
    due_s, ttfa_ms = (np.concatenate([getattr(run.good, key) for run in level.runs]) for key in ("due_s", "ttfa_ms"))
    until_s = max(run.arguments.duration_s for run in level.runs)
    series = points(axes, due_s, ttfa_ms) if due_s.size <= POINTS else bands(axes, due_s, ttfa_ms, until_s)
    if due_s.size:
        scale(axes, "y", ttfa_ms.min(), ttfa_ms.max())
    else:
        axes.set_yticks([])
    axes.margins(y=0.2)  # above, failures are marked
    axes.set(title=str(level.load), ylabel="TTFA, ms", xlim=(-0.01 * until_s, 1.01 * until_s))
    return series | failures(axes, level, until_s)


def failures(axes: Axes, level: Level, until_s: float) -> dict[str, Artist]:
    """A mark at the top for each piece of time in which there were some."""
    failed_s = np.array(_failed_s(level))
    if not failed_s.size:
        return {}
    marked_s = (np.unique(np.floor(failed_s / until_s * PIECES)) + 0.5) * until_s / PIECES
    style = {**look(1), "linestyle": "", "marker": "x"}
    marks = axes.plot(marked_s, np.full(marked_s.size, 0.94), **style, transform=axes.get_xaxis_transform())
    return {"requests that failed": marks[0]}


def points(axes: Axes, due_s: Floats, ttfa_ms: Floats) -> dict[str, Artist]:
    return {"one request": axes.plot(due_s, ttfa_ms, **{**look(0, marked=True), "linestyle": "", "markersize": 3})[0]}


def bands(axes: Axes, due_s: Floats, ttfa_ms: Floats, until_s: float) -> dict[str, Artist]:
    """Of the requests that were due in each piece of time."""
    piece = np.clip((due_s / until_s * PIECES).astype(int), 0, PIECES - 1)
    order = np.argsort(piece, kind="stable")
    found, begins = np.unique(piece[order], return_index=True)
    parts = np.split(ttfa_ms[order], begins[1:])
    at_s = (found + 0.5) * until_s / PIECES
    drawn = {name: [np.quantile(part, share) for part in parts] for name, share in (("median", 0.5), ("p95", 0.95))}
    return {name: axes.plot(at_s, y, **look(2 * number))[0] for number, (name, y) in enumerate(drawn.items())}


def _failed_s(level: Level) -> list[float]:
    return [request.due_s for run in level.runs for request in run.requests if request.error]


def _count(level: Level) -> int:
    return sum(len(run.requests) for run in level.runs)
