"""What was found as Markdown tables: medians of the rounds, and the lowest and highest."""

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.peers.peer import PEERS

MARKS = ("<!-- peers: begin -->", "<!-- peers: end -->")
COLUMNS = (
    "audio-s/s",
    "of the limit",
    "TTFA p50 ms",
    "TTFA p95 ms",
    "server CPU ms per audio-s",
    "client CPU ms",
    "failed",
)


def markdown(report: dict[str, Any]) -> str:
    """A table for each voice, and what each server is."""
    parts = [f"### The {name} voice\n\n{table(rounds)}" for name, rounds in report["voices"].items() if rounds]
    about = [f"- {peer.name} {report['versions'][peer.name]}: {peer.cannot}." for peer in PEERS]
    return "\n\n".join([*parts, "\n".join(about)])


def between_marks(page: str, text: str) -> str:
    """The page with the text in place of what its marks enclose. Raises ValueError for a page without them."""
    before, begin, rest = page.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise ValueError(f"the page has no {MARKS[0]} and {MARKS[1]}, between which tables go")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def table(rounds: Sequence[dict[str, Any]]) -> str:
    limits = [each["limit"]["sentences"]["audio_s_per_s"] for each in rounds]
    cpu = [each["limit"]["sentences"]["cpu_ms_per_audio_s"] for each in rounds]
    head = f"| | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}"
    first = f"| onnxruntime in a loop | {spread(limits)} | 1 | | | {spread(cpu)} | | |"
    loads = list(rounds[0]["Declaim"])
    rows = [row(server, load, rounds, limits) for load in loads for server in rounds[0] if server != "limit"]
    return "\n".join([head, first, *rows])


def row(server: str, load: str, rounds: Sequence[dict[str, Any]], limits: Sequence[float]) -> str:
    found = [each[server][load] for each in rounds]
    speeds = [each["audio_s_per_s"] for each in found]
    ratios = [speed / limit for speed, limit in zip(speeds, limits, strict=True)]
    cells = [
        spread(speeds),
        spread(ratios, 2),
        *(spread([each[name] for each in found], 0) for name in ("ttfa_p50_ms", "ttfa_p95_ms")),
        *(spread([each[name] for each in found]) for name in ("server_cpu_ms", "client_cpu_ms")),
        str(sum(each["failed"] for each in found)),
    ]
    return f"| {server}, {load} | {' | '.join(cells)} |"


def spread(values: Sequence[float | None], digits: int = 1) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    middle, low, high = statistics.median(known), min(known), max(known)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}-{high:,.{digits}f})"
