"""Says what is different between two results of `load` or `sweep`, and whether it is more than chance."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.load.command import positive
from benchmarks.load.table import heading
from benchmarks.report.changes import JUDGED, Change, changes
from benchmarks.report.comparable import doubts, obstacles, shared
from benchmarks.report.errors import NotComparable, ReportError
from benchmarks.report.markdown import markdown
from benchmarks.report.result import Result, read
from benchmarks.report.tables import Table


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks compare`."""
    parser.add_argument("a", type=Path, metavar="A.json", help="before")
    parser.add_argument("b", type=Path, metavar="B.json", help="after")
    parser.add_argument("--anyway", action="store_true", help="compare them even if they are not comparable")
    slower = "status 1 if B's p95 TTFA, p95 latency, audio-s/s or failures are worse by more than that, beyond chance"
    parser.add_argument("--fail-if-slower", type=positive, metavar="PERCENT", help=slower.replace("%", "%%"))
    parser.set_defaults(run=run)


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 if B is slower and that was asked, and with 2 if they cannot be compared."""
    try:
        a, b = read(chosen.a), read(chosen.b)
        warn(a, b, anyway=chosen.anyway)
    except ReportError as error:
        parser.error(str(error))
    found = {load: changes(_at(a, load), _at(b, load)) for load in shared(a, b)}
    ...
