"""What a validation found, as a person reads it."""

from collections.abc import Sequence

from benchmarks.simulation.markdown import markdown
from benchmarks.simulation.validation import Compared

COLUMNS = ("load", "figure", "real", "simulated", "off")


def table(loads: Sequence[Compared]) -> str:
    """Markdown."""
    return markdown(COLUMNS, [row for load in loads for row in rows(load)])


def rows(load: Compared) -> list[list[str]]:
    beside = f", others used {load.others_cores:.2f} cores" if load.others_cores >= 0.05 else ""
    first = f"{load.rate:.1f}/s{beside}"
    return [
        [first if n == 0 else "", name, told(name, real), told(name, load.simulated[name]), f"{load.off(name):+.0%}"]
        for n, (name, real) in enumerate(load.real.items())
    ]


def told(name: str, value: float) -> str:
    return f"{value:.2f}" if name == "requests/s" else f"{value * 1000:.0f} ms"
