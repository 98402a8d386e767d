"""What a scenario takes for granted, in Markdown: service times, demand, fleet."""

from collections.abc import Iterator

from benchmarks.simulation.markdown import markdown
from benchmarks.simulation.scenario import Autoscaling, Scenario
from benchmarks.simulation.service_times import ServiceTimes
from benchmarks.simulation.streams import simulated


def assumed(scenario: Scenario) -> Iterator[str]:
    yield f"- {stated(scenario.service)}"
    if scenario.service.streams:
        yield held(scenario.service)
    if scenario.stand_in:
        yield f"- The stand-in, {scenario.stand_in.replicas} replicas: {stated(scenario.stand_in.service)}"
    yield "\n".join(f"- {line}" for line in (*scenario.assumptions, *sized(scenario)))


def stated(service: ServiceTimes) -> str:
    engine, overhead = service.engine, service.overhead
    step = "step" if not engine.code_s else f"step (a code of {engine.code_s * 1000:.0f} ms audio in every row)"
    times = {
        step: engine.window_s,
        "row in a step": engine.row_window_s,
        "window of sound": engine.sound_s,
        "audio second of the longest row": engine.audio_s,
        "audio second of each row": engine.row_audio_s,
        "row that begins": engine.row_s,
        "batch that begins": engine.batch_s,
    }
    costs = ", ".join(f"{seconds * 1000:g} ms per {name}" for name, seconds in times.items() if seconds)
    return (
        f"**{'Measured' if service.measured else 'ASSUMPTION, nothing of it measured'}:** {service.source}. "
        f"Up to {engine.rows} rows; {costs}. Around it {(overhead.before_s + overhead.delay_s) * 1000:.1f} ms before "
        f"and {overhead.message_s * 1000:.1f} ms behind each message, {overhead.hit_s * 1000:.1f} ms for what is kept."
    )


def held(service: ServiceTimes) -> str:
    """The model of one replica beside what was measured of it."""
    rows = [
        [
            f"{real.callers}",
            *(f"{each.audio_s_per_s:.0f}" for each in (real, ours)),
            *(f"{each.ttfa_s * 1000:.0f} ms" if each.ttfa_s else "" for each in (real, ours)),
        ]
        for real, ours in zip(service.streams, simulated(service), strict=True)
    ]
    columns = ("callers", "audio-s/s, measured", "simulated", "TTFA p50 of all at once, measured", "simulated")
    return f"One replica, of which this is the model:\n\n{markdown(columns, rows)}"


def sized(scenario: Scenario) -> Iterator[str]:
    demand = scenario.demand
    kinds = ", ".join(
        f"{kind.share:.0%} {name} ({kind.segments[0]} to {kind.segments[1]} segments of {kind.characters[0]} to "
        f"{kind.characters[1]} characters)"
        for name, kind in demand.kinds.items()
    )
    yield (
        f"{demand.listeners:,} listeners, each asking {demand.asks_per_minute:g} times a minute at random moments: "
        f"{demand.per_s:,.0f} requests/s; {kinds}."
    )
    if texts := demand.texts:
        yield (
            f"{texts.new_share:.0%} of the requests are for new texts, the others for one of "
            f"{texts.different:,} by Zipf's law with exponent {texts.exponent:g}; a region keeps {texts.kept:,.0f}."
        )
    yield (
        f"{scenario.gpus:,} GPUs and {scenario.ingresses} ingresses in {scenario.regions} region(s), of which one in "
        f"{scenario.sample} is simulated, for {scenario.duration_s:g} s ({scenario.warm_up_s:g} s of them warm-up)."
    )
    yield from dict.fromkeys(scaled(each.autoscaling) for each in scenario.each().values() if each.autoscaling)


def scaled(scaling: Autoscaling) -> str:
    whose = "Ray Serve's" if scaling.audio is None else "Declaim's"
    options = ", ".join(f"{name} {value}" for name, value in (scaling.options | (scaling.audio or {})).items())
    return f"{whose} autoscaling, per region: {options}; a new replica serves after {scaling.start_s:g} s."
