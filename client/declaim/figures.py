"""Figures: what a Declaim server's page of metrics says of its speech, all its processes taken together."""

from dataclasses import dataclass, fields
from math import inf

from declaim.prometheus import Page

LOST = {"failed", "refused"}
"""Outcomes of requests that were not answered."""

LOOKS = {"hit", "miss"}


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts since the start, or, one minus another, of the time between."""

    requests: float
    not_answered: float
    """Failed, or refused for overload."""
    audio_made_s: float
    segments: float
    fallback_segments: float
    """Spoken by a stand-in."""
    cache_hits: float
    cache_looks: float
    heard: dict[float, float]
    """Requests whose first audio came within so many seconds; within infinity, all of them."""

    def since(self, earlier: "Totals") -> "Totals":
        """What came in between; all of it where the server was started again, or another node told of itself."""
        counts = {each.name: getattr(self, each.name) - getattr(earlier, each.name) for each in fields(self)[:-1]}
        if min(counts.values()) < 0:
            return self
        return Totals(**counts, heard={edge: count - earlier.heard.get(edge, 0) for edge, count in self.heard.items()})

    def ttfa_s(self, share: float) -> float | None:
        """Seconds to first audio that this share of listeners stays below, to within a bucket; None without any."""
        wanted, low_s, below = share * self.heard.get(inf, 0.0), 0.0, 0.0
        for edge_s, count in sorted(self.heard.items()) if wanted else ():
            if count >= wanted:
                return low_s if edge_s == inf else low_s + (edge_s - low_s) * (wanted - below) / (count - below)
            low_s, below = edge_s, count
        return None


@dataclass(frozen=True, slots=True)
class Engine:
    """How one stands."""

    replicas: int | None
    """That are healthy; None where the page does not say, as in a cluster, where only the head knows."""
    audio_made_s: float
    """Since the start."""
    queued_audio_s: float
    """Audio that listeners wait for."""
    expected_wait_s: float
    """Of a new segment, when an Encoder last had to know."""
    breaker: float
    """1 while an Encoder leaves it alone, 0.5 while it tries it again."""


def read_totals(page: Page) -> Totals:
    """What was counted since the start."""
    heard = page.by("le", "ray_declaim_ttfa_seconds_bucket")
    return Totals(
        requests=page.total("ray_declaim_requests_total"),
        not_answered=page.total("ray_declaim_requests_total", outcome=LOST),
        audio_made_s=page.total("ray_declaim_audio_made_seconds_total"),
        segments=page.total("ray_declaim_segments_total"),
        fallback_segments=page.total("ray_declaim_fallback_segments_total"),
        cache_hits=page.total("ray_declaim_cache_total", outcome={"hit"}),
        cache_looks=page.total("ray_declaim_cache_total", outcome=LOOKS),
        heard={float(edge): count for edge, count in heard.items()},
    )


def read_engines(page: Page) -> dict[str, Engine]:
    """Every engine that has, or had, a replica, by name."""
    replicas = page.by("deployment", "ray_serve_deployment_replica_healthy")
    made = page.by("engine", "ray_declaim_audio_made_seconds_total")
    queued = page.by("engine", "ray_declaim_queued_audio_seconds")
    waits = page.by("engine", "ray_declaim_expected_wait_seconds", max)
    breakers = page.by("engine", "ray_declaim_breaker", max)
    served = {name.removeprefix("Synthesizer-") for name in replicas if name.startswith("Synthesizer-")}
    return {
        name: Engine(
            round(replicas.get(f"Synthesizer-{name}", 0)) if replicas else None,
            made.get(name, 0.0),
            queued.get(name, 0.0),
            waits.get(name, 0.0),
            breakers.get(name, 0.0),
        )
        for name in sorted(served | made.keys())
    }
