"""Plot: throughput and TTFA against load, with where each server is saturated."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from benchmarks.report import figures
from benchmarks.report.drawing import legend, look, scale, shortened
from benchmarks.report.figures import measured
from benchmarks.report.knee import knee, saturated
from benchmarks.report.result import Result
from benchmarks.report.svg import INK, Plot

NAMES = {"concurrency": "callers", "rate": "requests per second asked for"}


def saturation(sweeps: Sequence[Result]) -> Plot:
    """Of sweeps of one kind: medians, with a bar from the lowest to the highest repeat."""
    kind = sweeps[0].levels[0].load.kind
    speed = figures.REQUESTS_PER_S if kind == "rate" else figures.AUDIO_PER_S
    figure = Figure(figsize=(9.6, 3.8 + 0.2 * len(sweeps)), layout="constrained")
    left, right = figure.subplots(1, 2)
    series = dict[str, Artist]()
    for number, sweep in enumerate(sweeps):
        style = {**look(number, marked=True), "linestyle": "solid"}
        curve(left, sweep, speed, style)
        series[f"{sweep.label}: throughput, TTFA p50"] = curve(right, sweep, figures.TTFA_P50, style)
        style["linestyle"] = (0, (4, 2))
        series[f"{sweep.label}: TTFA p95"] = curve(right, sweep, figures.TTFA_P95, style)
        mark(left, right, sweep, number)
    if kind == "rate":
        asked = sorted({level.load.amount for sweep in sweeps for level in sweep.levels})
        series["all that was asked for"] = left.plot(asked, asked, color=INK, linewidth=0.7)[0]
    finish(left, sweeps, NAMES[kind], f"throughput, {speed.title}")
    finish(right, sweeps, NAMES[kind], "TTFA, ms")
    legend(figure, series)
    told = "; ".join(f"{sweep.label} is saturated at: {saturated(sweep.levels)}" for sweep in sweeps)
    return Plot("Throughput and TTFA against load", f"{told}.", figure)


def curve(axes: Axes, sweep: Result, of: figures.Figure, style: dict[str, Any]) -> Artist:
    found = [(level.load.amount, told) for level in sweep.levels if (told := measured(level, of)).value is not None]
    loads, values = [load for load, _ in found], [told.value or 0.0 for _, told in found]
    bars = [
        (value - (told.low or value), (told.high or value) - value)
        for (_, told), value in zip(found, values, strict=True)
    ]
    if found:
        axes.errorbar(
            loads, values, yerr=np.clip(np.transpose(bars), 0.0, None), color=style["color"], fmt="none", capsize=2.5
        )
    return axes.plot(loads, values, **style)[0]


def mark(left: Axes, right: Axes, sweep: Result, number: int) -> None:
    """The knee, by a line and in words."""
    if not (found := knee(sweep.levels)):
        return
    at = found.load.amount
    for axes in (left, right):
        axes.axvline(at, color=INK, linewidth=0.9, linestyle=(0, (2, 2)))
    words = f" {shortened(sweep.label)}: {'knee' if found.passed else 'no knee up to'} {at:g} "
    place, side = (at, 0.02 + 0.32 * (number % 3)), "left" if found.load == sweep.levels[0].load else "right"
    left.annotate(words, place, xycoords=left.get_xaxis_transform(), rotation=90, va="bottom", ha=side)


def finish(axes: Axes, sweeps: Sequence[Result], x: str, y: str) -> None:
    loads = sorted({level.load.amount for sweep in sweeps for level in sweep.levels})
    axes.set(xlabel=x, title=y)
    scale(axes, "x", loads[0], loads[-1])
    axes.xaxis.set_major_locator(FixedLocator(loads))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_ylim(bottom=0.0)
