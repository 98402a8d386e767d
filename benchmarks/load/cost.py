"""What was spoken cost so much, and whether more would have been spoken for the same money."""

from collections.abc import Mapping, Sequence
from typing import Any

import psutil

from benchmarks.load.outcome import Outcome
from benchmarks.load.prices import Prices

SATURATED = 0.9
"""A server less busy than this could have spoken more in the same hours, unless something else held it up."""


def cost(
    prices: Prices, outcomes: Sequence[Outcome], duration_s: float, server: Mapping[str, Any] | None
) -> dict[str, Any]:
    """For the hours of the run, whether the server was busy or not; of an answer that came in part, part is counted.

    `server` is what was seen of it, on this machine; with nothing of it, how busy it was is not known.
    """
    spoken = sum(
        outcome.characters * outcome.audio_in_time_s / outcome.audio_s for outcome in outcomes if outcome.audio_s
    )
    price = prices.per_hour * duration_s / 3600
    return {
        "currency": prices.currency,
        "per_hour": prices.per_hour,
        "characters": round(spoken),
        "cost_per_million_characters": price / spoken * 1e6 if spoken else None,
        "busy": busy(server, prices.cores or psutil.cpu_count() or 1) if server else {},
    }


def busy(server: Mapping[str, Any], cores: float) -> dict[str, float]:
    """Shares of what there is: of the cores' time, and of the GPUs', in the mean."""
    gpus = [used for gpu in server.get("gpus", []) if (used := gpu["utilisation_mean"]) is not None]
    found = {"cores": server["cpu_s"] / server["watched_s"] / cores}
    return {**found, "GPUs": sum(gpus) / len(gpus)} if gpus else found


def line(told: Mapping[str, Any]) -> str:
    """As a person reads it."""
    price = told["cost_per_million_characters"]
    return (
        f"cost: {'-' if price is None else f'{price:.4g}'} {told['currency']} per million characters "
        f"({told['characters']:,} at {told['per_hour']:.4g} an hour); {_judged(told['busy'])}"
    )


def _judged(shares: Mapping[str, float]) -> str:
    if not shares:
        return "how busy the server was is not known: see --server-pid"
    told = ", ".join(f"{name} {share:.0%} busy" for name, share in shares.items())
    return told + (
        "" if max(shares.values()) >= SATURATED else ": if it was not saturated, more would have come for the same"
    )
