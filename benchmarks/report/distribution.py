"""Plot: which share of the requests had first audio, and all of it, within how long."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.report.drawing import legend, look, scale
from benchmarks.report.result import Level, Result
from benchmarks.report.stored import Floats
from benchmarks.report.svg import Plot

SHARES = np.linspace(0.0, 1.0, 201)
"""So many points stand for any number of requests."""

LEAST_MS = 0.01
"""Less is as good as nothing, and a logarithm has to be taken of it."""


def distribution(results: Sequence[Result]) -> Plot | None:
    """Cumulative distributions, repeats taken together; None if nothing succeeded."""
    levels = {f"{result.label}, {level.load}": level for result in results for level in result.levels}
    seen = {label: level for label, level in levels.items() if any(run.good.due_s.size for run in level.runs)}
    if not seen:
        return None
    figure = Figure(figsize=(9.6, 3.6 + 0.2 * len(seen) / 3), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    series = curves(left, "TTFA", "ttfa_ms", seen)
    curves(right, "latency", "latency_ms", seen)
    left.set_ylabel("share of requests, %")
    legend(figure, series)
    told = "; ".join(
        f"{label}: TTFA {_told(level, 'ttfa_ms')}, latency {_told(level, 'latency_ms')}"
        for label, level in seen.items()
    )
    return Plot("How long requests took", f"Two cumulative distributions, of TTFA and of latency. {told}.", figure)


def curves(axes: Axes, title: str, key: str, levels: dict[str, Level]) -> dict[str, Artist]:
    drawn = {label: np.quantile(_values(level, key), SHARES) for label, level in levels.items()}
    lines = {label: axes.plot(x, SHARES * 100, **look(number))[0] for number, (label, x) in enumerate(drawn.items())}
    scale(axes, "x", min(x[0] for x in drawn.values()), max(x[-1] for x in drawn.values()))
    axes.set(title=title, xlabel="milliseconds")
    return dict(lines)


def _values(level: Level, key: str) -> Floats:
    values: Floats = np.concatenate([getattr(run.good, key) for run in level.runs])
    return np.maximum(values, LEAST_MS)


def _told(level: Level, key: str) -> str:
    half, most = np.quantile(_values(level, key), [0.5, 0.95])
    return f"half within {half:.0f} ms and 95 % within {most:.0f} ms"
