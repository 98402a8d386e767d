"""The figures of a simulated run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.simulation.answer import SERVED, Answer
from benchmarks.simulation.run import Ran


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some answers. Times are those of requests that were served; NaN where there are none."""

    requests: int
    per_s: float
    fates: dict[str, int]
    ttfa_p50_ms: float
    ttfa_p95_ms: float
    ttfa_p99_ms: float
    made_p95_ms: float
    """TTFA of those that no cache answered."""
    latency_p50_ms: float
    latency_p95_ms: float
    stood_in: float
    """Share of requests of which a stand-in spoke some."""

    @property
    def unserved(self) -> float:
        """Share of requests that were refused, came to a region that is gone, or broke off."""
        failed = sum(self.fates.get(fate, 0) for fate in ("refused", "unreachable", "late", "lost"))
        return failed / self.requests if self.requests else 0.0


def figures(answers: Sequence[Answer], seconds: float) -> Figures:
    heard = [answer for answer in answers if answer.ttfa_s is not None]
    ttfa_ms = [(answer.ttfa_s or 0) * 1000 for answer in heard]
    made_ms = [(answer.ttfa_s or 0) * 1000 for answer in heard if answer.fate != "kept"]
    latency_ms = [(answer.latency_s or 0) * 1000 for answer in answers if answer.fate in SERVED]
    return Figures(
        requests=len(answers),
        per_s=len(answers) / seconds,
        fates=dict(Counter(answer.fate for answer in answers)),
        ttfa_p50_ms=quantile(ttfa_ms, 0.5),
        ttfa_p95_ms=quantile(ttfa_ms, 0.95),
        ttfa_p99_ms=quantile(ttfa_ms, 0.99),
        made_p95_ms=quantile(made_ms, 0.95),
        latency_p50_ms=quantile(latency_ms, 0.5),
        latency_p95_ms=quantile(latency_ms, 0.95),
        stood_in=sum(answer.stood_in for answer in answers) / len(answers) if answers else 0.0,
    )


def of(ran: Ran) -> Figures:
    """After the warm-up."""
    return figures(ran.counted, ran.scenario.duration_s - ran.scenario.warm_up_s)


def meets_aim(ran: Ran) -> bool:
    """Also not, where more and more is left open: the fleet does not keep up."""
    found, aim = of(ran), ran.scenario.aim
    waiting = found.fates.get("open", 0) / found.requests if found.requests else 0.0
    quick = not found.made_p95_ms > aim.p95_ttfa_ms  # nobody may have waited at all
    return quick and found.unserved <= aim.refused and waiting < 0.2


def quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")
