"""Whether two results say anything about each other."""

from collections.abc import Iterator

from benchmarks.report.result import Level, Result

ASKED = {
    "workload": "workload",
    "audio_format": "format",
    "pcm_rate": "samples per second of pcm",
    "speed_up": "speed-up of the trace",
    "burstiness": "burstiness",
}
"""Arguments that decide what the work is; the rest is what a comparison is made for."""

MACHINE = ("cpu", "cores", "memory_bytes", "system")


def obstacles(a: Result, b: Result) -> Iterator[str]:
    """Why they are not comparable: other work, or no load in common. Traces are alike if they are of one workload."""
    for key, name in ASKED.items():
        yield from _other(name, getattr(a.first.arguments, key), getattr(b.first.arguments, key))
    if not {level.load for level in a.levels} & {level.load for level in b.levels}:
        yield f"no load in common: {_loads(a)} / {_loads(b)}"


def doubts(a: Result, b: Result) -> Iterator[str]:
    """What else differs, and may be all there is behind a difference."""
    yield from _other("duration, s", a.first.arguments.duration_s, b.first.arguments.duration_s)
    for key in MACHINE:
        yield from _other(f"machine's {key}", a.first.machine.get(key), b.first.machine.get(key))
    for name in sorted(a.first.versions.keys() | b.first.versions.keys()):
        yield from _other(f"client's {name}", a.first.versions.get(name), b.first.versions.get(name))
    if a.seed_given != b.seed_given:
        yield "one had a fixed seed and one had new texts: a cache may have known those of the first"
    if a.seed_given and b.seed_given:
        yield from _other("seed", a.first.arguments.seed, b.first.arguments.seed)
    if alone := sorted({level.load for level in a.levels} ^ {level.load for level in b.levels}):
        yield f"only in one of them: {', '.join(map(str, alone))}"


def pairs(a: Result, b: Result) -> list[tuple[Level, Level]]:
    """Levels under the same load; of two runs the only ones there are."""
    if len(a.levels) == len(b.levels) == 1:
        return [(a.levels[0], b.levels[0])]
    return [(one, other) for one in a.levels for other in b.levels if one.load == other.load]


def _other(name: str, a: object, b: object) -> Iterator[str]:
    if a != b:
        yield f"{name}: {a} / {b}"


def _loads(result: Result) -> str:
    return ", ".join(str(level.load) for level in result.levels)
