"""What is known of results as tables of text, for whichever way they are written down."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.report import figures
from benchmarks.report.figures import Figure, measured
from benchmarks.report.result import Level, Result

OVERVIEW = [
    figures.FAILED,
    figures.TTFA_P50,
    figures.TTFA_P95,
    figures.LATENCY_P50,
    figures.LATENCY_P95,
    figures.RTF,
    figures.AUDIO_PER_S,
    figures.REQUESTS_PER_S,
    figures.UNBROKEN,
]


def described(result: Result) -> str:
    """What was measured, in a line."""
    arguments = result.first.arguments
    loads = ", ".join(str(level.load) for level in result.levels)
    seed = f"seed {arguments.seed}" if result.seed_given else "new texts"
    return (
        f"{arguments.driver} at {arguments.target or 'a null server'}, {arguments.workload} as "
        f"{arguments.audio_format}, {loads}, {arguments.duration_s:g} s each, {seed}, begun {result.first.begun}"
    )


@dataclass(frozen=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def overview(results: Sequence[Result]) -> Table:
    return _by_level("Figures", results, OVERVIEW, spread(results))


def percentiles(results: Sequence[Result]) -> Table:
    return _by_level("Percentiles", results, [*figures.TTFA, *figures.LATENCY], spread(results))


def spread(results: Sequence[Result]) -> str:
    """What stands in brackets."""
    repeated = {len(level.runs) > 1 for result in results for level in result.levels}
    of_one = "of one run its 95 % bootstrap interval" if False in repeated else ""
    of_many = "of repeats the lowest and highest, beside their median" if True in repeated else ""
    told = "; ".join(filter(None, (of_one, of_many)))
    return f"In brackets: {told}. Times are those of requests that succeeded."


def errors(results: Sequence[Result]) -> Table:
    """A column for each kind of failure, the most frequent first."""
    rows = [(result, level, _kinds(level)) for result in results for level in result.levels]
    kinds = [kind for kind, _ in sum((found for *_, found in rows), Counter[str]()).most_common()]
    told = [[*_named(result, level), *(str(found[kind]) for kind in kinds)] for result, level, found in rows]
    return Table("Errors by kind", ["result", "load", *kinds], told if kinds else [], "Requests of all repeats.")


def client(results: Sequence[Result]) -> Table:
    """What the harness itself took."""
    return _by_level(
        "The client's own overhead", results, CLIENT, "Against a null server: the same load, but nothing done for it."
    )


def server(results: Sequence[Result]) -> Table:
    watched = [result for result in results if result.first.server]
    return _by_level(
        "The server's use of its machine", watched, SERVER, "The process of --server-pid and its children."
    )


CLIENT = [
    Figure("CPU, s", lambda run: run.client.cpu_s),
    Figure("sent late p99, ms", lambda run: run.client.sent_late_ms.p99),
    Figure("event loop late p99, ms", lambda run: run.client.stalls_ms.p99),
    Figure("max", lambda run: run.client.stalls_ms.max),
    Figure("longest garbage collection, ms", lambda run: run.client.longest_collection_ms),
    Figure(
        "TTFA against a null server p50, ms", lambda run: own.ttfa_ms.p50 if (own := run.client.null_server) else None
    ),
    Figure("p99", lambda run: own.ttfa_ms.p99 if (own := run.client.null_server) else None),
]

SERVER = [
    Figure("CPU, s", lambda run: run.server.cpu_s if run.server else None),
    Figure("memory at most, MiB", lambda run: run.server.peak_rss_bytes / 2**20 if run.server else None),
]


def _by_level(title: str, results: Sequence[Result], columns: Sequence[Figure], note: str) -> Table:
    rows = [
        [*_named(result, level), str(_requests(level)), *(cell(level, figure) for figure in columns)]
        for result in results
        for level in result.levels
    ]
    return Table(title, ["result", "load", "requests", *(figure.title for figure in columns)], rows, note)


def cell(level: Level, figure: Figure) -> str:
    found = measured(level, figure)
    value, low, high = map(figure.shown, (found.value, found.low, found.high))
    return value if found.low is None or low == high else f"{value} ({low}-{high})"


def _named(result: Result, level: Level) -> list[str]:
    return [result.label, str(level.load)]


def _requests(level: Level) -> int:
    return sum(run.summary.requests for run in level.runs)


def _kinds(level: Level) -> Counter[str]:
    return sum((Counter(run.summary.errors) for run in level.runs), Counter[str]())
