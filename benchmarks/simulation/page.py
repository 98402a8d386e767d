"""A scenario's report in Markdown: what was assumed first, then what came of it."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.simulation.assumptions import assumed
from benchmarks.simulation.figures import Figures, of
from benchmarks.simulation.markdown import markdown
from benchmarks.simulation.run import Ran, run
from benchmarks.simulation.scenario import Scenario
from benchmarks.simulation.sizing import gpus_for, most, with_listeners
from benchmarks.simulation.stretches import normal_again_s, stretches

PREFACE = """# What a fleet carries

Made by `python -m benchmarks simulate run {names} --markdown docs/capacity.md`; how the model works and how far it
can be trusted is in [performance](performance.md#what-cannot-be-run-here-python--m-benchmarks-simulate). The same
seed gives the same page. Each scenario is a
file in `benchmarks/simulation/scenarios/`: copy it, put in your own times and demand.

*TTFA* is the time from asking to the first sound, and *latency* that to the last. *Not kept* are those requests that no
cache answered. *Unserved* are refused (429), in a region that is gone (unreachable), without a turn before their
time-out (late), or broken off (lost). *Audio-s/s per GPU* is what each made, to be held against the most that the
engine makes alone. Requests, GPUs and segments are those of the whole fleet, of which a part was simulated.
"""

CHECKED_S = 20.0
"""How long the larger sample is simulated, and the usual one beside it."""

COLUMNS = (
    "",
    "requests/s",
    "from caches",
    "audio-s/s per GPU",
    "TTFA p50",
    "p95",
    "p99",
    "not kept: p95",
    "latency p50",
    "unserved",
)


def page(scenario: Scenario) -> str:
    """Runs it, with all its variants. Raises SimulationError."""
    variants = scenario.each()
    parts = [f"## {scenario.title}", scenario.question.strip(), *assumed(scenario)]
    if scenario.find_most:
        found = {name: most(each) for name, each in variants.items()}
        parts += [found_most(variants, found)]
        if scenario.demand.day:
            parts += [by_hour(scenario, next(iter(found.values())))]
    runs = {label: run(each) for label, each in loaded(variants).items()}
    parts += [table(runs), *over_time(runs), *sample_check(scenario)]
    return "\n\n".join(parts)


def loaded(variants: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Each variant at each of its loads."""
    return {
        f"{name} demand x {load:g}".strip() if each.loads else name: with_listeners(each, load)
        for name, each in variants.items()
        for load in each.loads or (1.0,)
    }


def table(runs: Mapping[str, Ran]) -> str:
    return markdown(COLUMNS, [row(name, ran) for name, ran in runs.items()])


def row(name: str, ran: Ran) -> list[str]:
    found = of(ran)
    kept = found.fates.get("kept", 0) / found.requests
    return [
        name,
        f"{found.per_s * ran.scenario.sample:,.0f}",
        f"{kept:.0%}",
        f"{ran.speed:,.0f}",
        *times(found),
        f"{found.latency_p50_ms:,.0f} ms",
        unserved(found),
    ]


def times(found: Figures) -> list[str]:
    return [f"{ms:,.0f} ms" for ms in (found.ttfa_p50_ms, found.ttfa_p95_ms, found.ttfa_p99_ms, found.made_p95_ms)]


def unserved(found: Figures) -> str:
    kinds = ("refused", "unreachable", "late", "lost")
    parts = [f"{found.fates[fate] / found.requests:.2%} {fate}" for fate in kinds if found.fates.get(fate)]
    stood_in = [f"{found.stood_in:.1%} by the stand-in"] if found.stood_in else []
    return ", ".join([*parts, *stood_in]) or "none"


def found_most(variants: Mapping[str, Scenario], found: Mapping[str, Ran]) -> str:
    rows = []
    for name, ran in found.items():
        given = variants[name]
        rows.append(
            [
                name,
                f"{ran.scenario.demand.listeners:,}",
                f"{ran.scenario.demand.listeners / given.gpus:,.0f}",
                f"{ran.hit_rate:.0%}",
                f"{ran.speed:,.0f}",
                f"{of(ran).ttfa_p95_ms:,.0f} ms",
                f"{of(ran).made_p95_ms:,.0f} ms",
                f"{gpus_for(given, ran):,}",
            ]
        )
    aim = next(iter(variants.values())).aim
    columns = (
        "",
        "most listeners",
        "per GPU",
        "from caches",
        "audio-s/s per GPU",
        "TTFA p95",
        "not kept: p95",
        "GPUs for the demand",
    )
    holds = (
        f"The most that these GPUs carry with p95 TTFA of what is not kept below {aim.p95_ttfa_ms:g} ms, and at most "
    )
    return f"{holds}{aim.refused:.1%} of the requests unserved:\n\n{markdown(columns, rows)}"


def by_hour(scenario: Scenario, found: Ran) -> str:
    """By the same number of listeners per GPU. Caches know less at night, which is left out."""
    needed = gpus_for(scenario, found)
    shares = scenario.demand.day or ()
    each = [max(1, round(needed * share)) for share in shares]
    hours = markdown(("hour", *(f"{hour:02}" for hour in range(0, 24, 2))), [["GPUs", *(f"{n:,}" for n in each[::2])]])
    saved = (
        f"{sum(each):,} GPU hours a day, {1 - sum(each) / (24 * max(each)):.0%} less than {max(each):,} GPUs all day."
    )
    return f"Over a day, where the demand goes with the hour:\n\n{hours}\n\n{saved}"


def over_time(runs: Mapping[str, Ran]) -> Iterator[str]:
    for name, ran in runs.items():
        if not ran.scenario.over_time:
            continue
        since_s = (
            ran.scenario.loss.at_s
            if ran.scenario.loss
            else ran.scenario.demand.spike and ran.scenario.demand.spike.at_s
        )
        again_s = normal_again_s(ran, since_s or 0.0)
        said = "never, within what was simulated" if again_s is None else f"{again_s:g} s later"
        yield f"### {name or scenario_title(ran)}\n\nNormal again {said}."
        yield timeline(ran)


def scenario_title(ran: Ran) -> str:
    return ran.scenario.title


def timeline(ran: Ran) -> str:
    many = ran.scenario.sample
    rows = [
        [
            f"{each.begins_s:g} s",
            f"{each.figures.per_s * many:,.0f}",
            f"{each.figures.ttfa_p95_ms:,.0f} ms",
            f"{each.figures.made_p95_ms:,.0f} ms",
            unserved(each.figures),
            f"{each.replicas * many:,.0f}",
            f"{each.starting * many:,.0f}",
            f"{each.ongoing / each.replicas:.1f}" if each.replicas else "-",
        ]
        for each in stretches(ran)
    ]
    names = ("from", "requests/s", "TTFA p95", "not kept: p95", "unserved", "GPUs", "starting", "segments per GPU")
    return markdown(names, rows)


def sample_check(scenario: Scenario) -> Iterator[str]:
    """The same for a shorter while, in the usual sample and in a larger one."""
    if scenario.check_sample is None:
        return
    short = {"duration_s": scenario.warm_up_s + CHECKED_S, "loss": None, "autoscaling": None}
    runs = {
        f"1/{sample}": run(scenario.model_copy(update={**short, "sample": sample}))
        for sample in (scenario.sample, scenario.check_sample)
    }
    yield f"Whether the sample is large enough: {CHECKED_S:g} s of it and of a larger one.\n\n{table(runs)}"


def document(names: Sequence[str], pages: Sequence[str]) -> str:
    """All reports as one page."""
    return "\n".join([PREFACE.format(names=" ".join(names)), *(f"{page}\n" for page in pages)])
