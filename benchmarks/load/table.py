"""A report as a person reads it."""

from collections.abc import Mapping
from typing import Any

from benchmarks.load.cost import line

COLUMNS = ("p50", "p90", "p95", "p99", "max")

Report = Mapping[str, Any]
"""As it comes from `run.report`, or from a file."""


def table(report: Report) -> str:
    lines = [heading(report["arguments"]), "", " " * 15 + "".join(f"{name:>15}" for name in COLUMNS)]
    for title, key in (("TTFA, ms", "ttfa_ms"), ("latency, ms", "latency_ms")):
        lines += times(title, report["summary"][key], report["summary"][f"{key}_interval"])
    return "\n".join([*lines, "", *rates(report["summary"]), client(report["client"]), *server(report), *cost(report)])


def heading(arguments: Report) -> str:
    return (
        f"{arguments['driver']} at {arguments['target'] or 'a null server'}, {arguments['workload']} as "
        f"{arguments['audio_format']}, {load(arguments)}, {arguments['duration_s']:g} s, seed {arguments['seed']}"
    )


def load(arguments: Report) -> str:
    if arguments["concurrency"]:
        return f"{arguments['concurrency']} callers"
    if not arguments["rate"]:
        return f"a trace at {arguments['speed_up']:g} times its speed"
    uneven = arguments.get("burstiness", 1.0)
    return f"{arguments['rate']:g} per second" + (f" (burstiness {uneven:g})" if uneven != 1 else "")


def times(title: str, values: Report, intervals: Report) -> list[str]:
    """Percentiles, and below them where they lie with 95 % probability."""
    between = {name: "{:.1f}-{:.1f}".format(*interval) for name, interval in intervals.items()}
    return [
        f"{title:15}" + "".join(f"{number(values[name]):>15}" for name in COLUMNS),
        f"{'  95 %':15}" + "".join(f"{between.get(name, ''):>15}" for name in COLUMNS),
    ]


def rates(summary: Report) -> list[str]:
    errors = "".join(f", {count} {kind}" for kind, count in summary["errors"].items())
    unbroken = "-" if summary["never_starved"] is None else f"{summary['never_starved']:.1%}"
    speed = f"{summary['audio_s_per_s']:.2f} audio-s/s, {summary['requests_per_s']:.2f} requests/s"
    return [
        f"{speed}, RTF p50 {number(summary['rtf_p50'], 4)}, {unbroken} of the streams never starved",
        f"{summary['requests']} requests, {summary['failed']} failed{errors}",
    ]


def client(figures: Report) -> str:
    own = figures.get("null_server", {}).get("ttfa_ms")
    beside = f"; against a null server TTFA p50 {number(own['p50'])}, p99 {number(own['p99'])} ms" if own else ""
    late, stalls = figures["sent_late_ms"], figures["stalls_ms"]
    return (
        f"client: {figures['cpu_s']:.2f} CPU s, sent late p99 {number(late['p99'])} ms, "
        f"event loop late p99 {number(stalls['p99'])}, max {number(stalls['max'])} ms{beside}"
    )


def server(report: Report) -> list[str]:
    used = report["server"]
    if not used:
        return []
    own = f"server: {used['cpu_s']:.2f} CPU s, {used['peak_rss_bytes'] / 2**20:.0f} MiB"
    return [own, *map(gpu, used.get("gpus", []))]


def gpu(used: Report) -> str:
    memory = used["peak_memory_bytes"]
    return (
        f"GPU {used['index']:g}: {share(used['utilisation_mean'])} busy, {share(used['utilisation_max'])} at most; "
        f"{number(memory and memory / 2**20, 0)} MiB at most; {number(used['power_mean_w'], 0)} W, "
        f"{number(used['power_max_w'], 0)} at most"
    )


def share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def cost(report: Report) -> list[str]:
    return [line(report["cost"])] if "cost" in report else []


def number(value: float | None, digits: int = 1) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
