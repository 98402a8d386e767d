"""Says what is different between two results of `load` or `sweep`, and whether it is more than chance."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.load.command import positive
from benchmarks.report.changes import JUDGED, Change, changes
from benchmarks.report.comparable import doubts, obstacles, pairs
from benchmarks.report.errors import NotComparable, ReportError
from benchmarks.report.markdown import markdown, plain
from benchmarks.report.result import Result, read
from benchmarks.report.tables import Table, described

NOTE = (
    "95 %: bootstrap interval of B / A, or of the difference. Chance alone makes one figure in twenty better or worse."
)


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks compare`."""
    parser.add_argument("a", type=Path, metavar="A.json", help="before")
    parser.add_argument("b", type=Path, metavar="B.json", help="after")
    parser.add_argument("--anyway", action="store_true", help="compare them even if they are not comparable")
    slower = "status 1 if B's p95 TTFA, p95 latency, audio-s/s or failures are worse by more, beyond chance"
    parser.add_argument("--fail-if-slower", type=positive, metavar="PERCENT", help=slower)
    parser.set_defaults(run=run)


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 if B is slower and that was asked, and with 2 if they cannot be compared."""
    try:
        a, b = read(chosen.a, "A"), read(chosen.b, "B")
        admit(a, b, anyway=chosen.anyway)
    except ReportError as error:
        parser.error(str(error))
    print(f"A: {plain(described(a))}\nB: {plain(described(b))}")
    found = {f"{one.load}": changes(one, other) for one, other in pairs(a, b)}
    for load, there in found.items():
        print(f"\n{load}\n\n{markdown(table(there))}", end="")
    print(f"\n{NOTE}")
    if chosen.fail_if_slower:
        judge(parser, found, chosen.fail_if_slower)


def admit(a: Result, b: Result, *, anyway: bool) -> None:
    """Says loudly what is doubtful. Raises NotComparable."""
    against = [*obstacles(a, b)]
    if against and not (anyway and pairs(a, b)):
        remedy = "--anyway compares them all the same" if pairs(a, b) else "measure both under the same loads"
        raise NotComparable(f"not comparable: {'; '.join(against)}: {remedy}")
    for doubt in [*(f"NOT COMPARABLE: {reason}" for reason in against), *doubts(a, b)]:
        print(f"WARNING: {doubt}", file=sys.stderr)


def table(there: Sequence[Change]) -> Table:
    return Table("", ["figure", "A", "B", "B / A", "95 %", "verdict"], [row(change) for change in there])


def row(change: Change) -> list[str]:
    figure = change.figure
    by, low, high = (_by(value, points=figure.is_share) for value in (change.by, change.low, change.high))
    between = "-" if change.low is None else f"{low} to {high}"
    return [figure.title, figure.shown(change.a), figure.shown(change.b), by, between, verdict(change)]


def verdict(change: Change) -> str:
    if (change.a is None) != (change.b is None):
        return "worse" if change.b is None else "better"
    if change.low is None:
        return "-"
    if not change.enough:
        return f"too few requests: {change.figure.wanted} wanted"
    if not change.excludes_none:
        return "no change beyond chance"
    return "worse" if change.worse else "better"


def judge(parser: argparse.ArgumentParser, found: dict[str, list[Change]], percent: float) -> None:
    """Ends with status 1 if B is slower; what there was too little of to be judged is said."""
    judged = [(load, change) for load, there in found.items() for change in there if change.figure in JUDGED]
    for load, change in judged:
        if not change.enough:
            print(f"WARNING: {load}: {change.figure.title} not judged: {verdict(change)}", file=sys.stderr)
    slower = [f"{load}: {change.figure.title}" for load, change in judged if change.slower_by(percent / 100)]
    if slower:
        parser.exit(1, f"worse by more than {percent:g} %: {'; '.join(slower)}\n")


def _by(value: float | None, *, points: bool) -> str:
    if value is None:
        return "-"
    return f"{value * 100:+.1f} points" if points else f"{value:.3f}"
