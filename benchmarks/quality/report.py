"""Report: the table that is printed, and the JSON that a later run is compared with."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.quality.figures import Figures
from benchmarks.quality.judging import Judgement
from benchmarks.quality.limits import Limit
from benchmarks.quality.measuring import Row


def table(judgement: Judgement, limits: Mapping[str, Limit]) -> Iterator[str]:
    """A line for each figure."""
    yield f"{'':62}{'voice':>9} {'teacher':>9}  must be"
    for name, limit in limits.items():
        value = judgement.figures.get(name, math.nan)
        verdict = "FAILED" if limit.excess(value) else ""
        teacher = shown(judgement.teacher.get(name, math.nan))
        yield f"{limit.means:62}{shown(value):>9} {teacher:>9}  {limit.wanted:16} {verdict}".rstrip()


def shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def write_json(path: Path, names: Mapping[str, str], judgement: Judgement, failed: list[str]) -> None:
    """`names` are those of the voice, the teacher and the target."""
    found = {
        **names,
        "failed": failed,
        "figures": known(judgement.figures),
        "teacher_figures": known(judgement.teacher),
        "sentences": {text: known(row) for text, row in judgement.rows.items()},
        "heard": judgement.heard,
    }
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def known(figures: Figures | Row) -> Figures:
    """JSON has no NaN: what was not measured is left out."""
    return {name: value for name, value in figures.items() if math.isfinite(value)}


def read_figures(path: Path) -> Figures:
    """Of a run before. Raises OSError, or ValueError for a file that is no report."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in found["figures"].items()}
    except (KeyError, TypeError, AttributeError):
        raise ValueError(f"{path} is not a report of this gate") from None
