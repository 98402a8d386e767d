"""Makes one page of the results of `load` and `sweep`, with plots, and a Markdown table of them."""

import argparse
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from benchmarks.report import tables
from benchmarks.report.errors import NotAResult, ReportError
from benchmarks.report.markdown import markdown
from benchmarks.report.result import Result, read


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks report`."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what `load` or `sweep` wrote with --json")
    parser.add_argument("--html", type=Path, required=True, metavar="OUT.html")
    parser.add_argument("--markdown", type=Path, metavar="OUT.md", help="also the table for documents and issues")
    parser.add_argument("--label", action="append", help="what a file is called, in their order; none: its name")
    parser.set_defaults(run=run)


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 2 if it cannot be done."""
    from benchmarks.report.page import page  # noqa: PLC0415 - the other tools need no matplotlib

    for argument, path in (("--html", chosen.html), ("--markdown", chosen.markdown)):
        if path and not path.parent.is_dir():
            parser.error(f"{argument}: there is no folder {path.parent}")
    try:
        results = labelled(chosen.files, chosen.label or [])
    except ReportError as error:
        parser.error(str(error))
    chosen.html.write_text(page(results), encoding="utf-8")
    told = "\n".join(markdown(table) for table in (tables.overview(results), tables.errors(results)) if table.rows)
    print(told)
    if chosen.markdown:
        chosen.markdown.write_text(told, encoding="utf-8")


def labelled(files: Sequence[Path], labels: Sequence[str]) -> list[Result]:
    """Raises ReportError."""
    if labels and len(labels) != len(files):
        raise NotAResult(f"--label: there are {len(labels)} for {len(files)} files; give one for each, or none")
    results = [read(path, label) for path, label in zip_longest(files, labels)]
    names = [result.label for result in results]
    if len(set(names)) < len(names):
        raise NotAResult(f"two files are called {max(names, key=names.count)}: give each another name by --label")
    return results
