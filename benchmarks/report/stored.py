"""What a file of results says, checked when it is read: everything behind that can rely on types and finite numbers."""

from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from benchmarks.load.outcome import Outcome

Floats = NDArray[np.float64]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]


class Stored(BaseModel):
    """What is there besides is left aside: later versions may say more."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class Load(NamedTuple):
    """How much was asked for: callers of a closed loop, requests per second of an open one, or times of a trace."""

    kind: Literal["concurrency", "rate", "trace"]
    amount: float

    def __str__(self) -> str:
        if self.kind == "trace":
            return "a trace"
        if self.kind == "rate":
            return f"{self.amount:g} per second"
        return f"{self.amount:g} caller{'s' if self.amount != 1 else ''}"


class Times(Stored):
    """Milliseconds; None where no request succeeded."""

    p50: float | None
    p90: float | None
    p95: float | None
    p99: float | None
    max: float | None


class Summary(Stored):
    requests: Count
    failed: Count
    errors: dict[str, Count]
    ttfa_ms: Times
    latency_ms: Times
    rtf_p50: float | None
    audio_s_per_s: float
    requests_per_s: float
    never_starved: float | None


class NullServer(Stored):
    rate: float
    ttfa_ms: Times


class Client(Stored):
    cpu_s: float
    stalls_ms: Times
    sent_late_ms: Times
    longest_collection_ms: float
    null_server: NullServer | None = None


class Server(Stored):
    cpu_s: float
    peak_rss_bytes: float


class Arguments(Stored):
    driver: str
    target: str | None
    workload: str
    model: str | None
    voice: str | None
    audio_format: str
    pcm_rate: int | None
    duration_s: Positive
    seed: int
    rate: Positive | None = None
    concurrency: Positive | None = None
    speed_up: Positive | None = None
    burstiness: Positive = 1.0

    @property
    def load(self) -> Load:
        if self.rate is not None:
            return Load("rate", self.rate)
        return Load("concurrency", self.concurrency) if self.concurrency is not None else Load("trace", 0.0)


class Good(NamedTuple):
    """The requests that succeeded, a column for each property."""

    due_s: Floats
    ttfa_ms: Floats
    latency_ms: Floats
    audio_s: Floats
    audio_in_time_s: Floats


class Run(Stored):
    kind: Literal["run"]
    begun: str
    summary: Summary
    client: Client
    server: Server | None
    arguments: Arguments
    versions: dict[str, str]
    machine: dict[str, Any]
    requests: list[Outcome]
    command: str = ""
    """Of a sweep's runs there is none of their own."""
    seed_given: bool = True

    @cached_property
    def good(self) -> Good:
        found = [outcome for outcome in self.requests if not outcome.error and outcome.ttfa_ms is not None]
        return Good(*(np.array([getattr(outcome, name) for outcome in found], float) for name in Good._fields))


class Sweep(Stored):
    kind: Literal["sweep"]
    command: str
    seed_given: bool
    runs: Annotated[list[Run], Field(min_length=1)]
