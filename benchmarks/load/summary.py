"""The figures of a run, from the outcomes of its requests."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.load.outcome import Outcome
from benchmarks.load.quantiles import intervals, percentiles

Figures = dict[str, Any]


def summary(outcomes: Sequence[Outcome], duration_s: float) -> Figures:
    """Times are those of successful requests: look at `errors` first.

    What is counted per second had come before the duration was over; the wait for the last answers is no part of it.
    """
    good = [outcome for outcome in outcomes if not outcome.error]
    ttfa_ms = [outcome.ttfa_ms for outcome in good if outcome.ttfa_ms is not None]
    latency_ms = [outcome.latency_ms for outcome in good]
    in_time = [outcome for outcome in good if outcome.due_s * 1000 + outcome.latency_ms <= duration_s * 1000]
    return {
        "requests": len(outcomes),
        "failed": len(outcomes) - len(good),
        "errors": dict(Counter(outcome.error for outcome in outcomes if outcome.error).most_common()),
        "ttfa_ms": percentiles(ttfa_ms),
        "ttfa_ms_interval": intervals(ttfa_ms),
        "latency_ms": percentiles(latency_ms),
        "latency_ms_interval": intervals(latency_ms),
        "rtf_p50": percentiles([outcome.latency_ms / 1000 / outcome.audio_s for outcome in good if outcome.audio_s])[
            "p50"
        ],
        "audio_s_per_s": sum(outcome.audio_in_time_s for outcome in good) / duration_s,
        "requests_per_s": len(in_time) / duration_s,
        "never_starved": sum(not outcome.starved for outcome in good) / len(good) if good else None,
    }
