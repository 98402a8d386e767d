"""Account: what is known of a speech request when it is over, for metrics and the log."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self

from deployments.api.errors import Overloaded
from pipeline.frames import Finished, Started
from pipeline.spec import RenderSpec

CacheUse = Literal["hit", "joined", "miss"]
Outcome = Literal["ok", "refused", "failed", "left"]
"""Spoken to the end; turned away by admission; broken off by us; broken off by the client."""


class Account:
    """One well-formed request. A context manager around its answer; `observe` gets it when that is over."""

    def __init__(self, spec: RenderSpec, begun: float, observe: Callable[["Account"], None]) -> None:
        self.spec = spec
        self.outcome: Outcome = "left"
        self.cache: CacheUse = "miss"
        self.started: Started | None = None
        self.finished: Finished | None = None
        self.ttfa_s: float | None = None
        """Seconds until the first audio was handed to the connection."""
        self.total_s = 0.0
        self._begun, self._observe = begun, observe

    def first_audio(self, started: Started, cache: CacheUse) -> None:
        """Later calls than the first change nothing."""
        if self.ttfa_s is None:
            self.started, self.cache, self.ttfa_s = started, cache, time.perf_counter() - self._begun

    def complete(self, finished: Finished | None) -> None:
        self.outcome, self.finished = "ok", finished

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.outcome = "refused" if isinstance(error, Overloaded) else "failed"
        self.total_s = time.perf_counter() - self._begun
        self._observe(self)


Observe = Callable[[Account], None]
