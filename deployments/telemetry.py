"""Telemetry: every metric of ours, and the line that the log gets for a request.

Ray's node agents publish the metrics with `ray_` in front of their names, counters with `_total` behind.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from cache.store import Outcome
from deployments.api.account import Account
from deployments.instruments import ROWS, SECONDS, SHARES, Counter, Gauge, Glimpse, Histogram
from models.batcher import BatchReport
from pipeline.batch.record import Result
from pipeline.breaker import State
from pipeline.clones import Look
from pipeline.engines import Observer
from pipeline.frames import Finished
from pipeline.spec import RenderSpec

log = logging.getLogger("ray.serve")

HELD = "CPU time, from 15 ms, in which the event loop did one thing; while nobody asks, perhaps several in 100 ms"


class RoutingTelemetry(Observer):
    """What an Encoder tells of engines: which are left alone, and how far behind they are."""

    def __init__(self) -> None:
        self._state = Gauge("declaim_breaker", "1 while an engine is left alone", "engine")
        self._wait = Glimpse("declaim_expected_wait_seconds", "Queue of an engine over its speed", "engine")
        self._opened = Counter("declaim_breaker_opened", "Times that an engine was left alone", "engine")
        self._passed = Counter("declaim_queue_fallbacks", "Segments passed on because of the queue", "engine")

    def breaker(self, engine: str, state: State) -> None:
        self._state.set({"closed": 0, "half_open": 0.5, "open": 1}[state], engine=engine)
        self._opened.add(state == "open", engine=engine)
        log.warning("breaker of engine %s: %s", engine, state)

    def wait(self, engine: str, wait_s: float) -> None:
        self._wait.set(wait_s, engine=engine)

    def passed_over(self, engine: str) -> None:
        self._passed.add(1, engine=engine)


class RequestTelemetry:
    """What an Ingress tells: one call per well-formed speech request, when it is over."""

    def __init__(self) -> None:
        of_request = ("engine", "format", "cache")
        self._requests = Counter("declaim_requests", "Speech requests", *of_request, "outcome")
        self._ttfa = Histogram(
            "declaim_ttfa_seconds", "Request to first audio; of listeners only, batches have none", SECONDS, *of_request
        )
        self._served = Counter("declaim_audio_served_seconds", "Audio sent to callers", *of_request)
        self._characters = characters_counter()

    def __call__(self, account: Account) -> None:
        tags = {"engine": account.spec.voice.engine, "format": account.spec.audio.name, "cache": account.cache}
        self._requests.add(1, **tags, outcome=account.outcome)
        if account.ttfa_s is not None:
            self._ttfa.observe(account.ttfa_s, **tags)
        self._characters.add(len(account.spec.text) * (account.outcome == "ok"), lane=account.spec.lane)
        if account.finished is not None:
            self._served.add(account.finished.duration_s, **tags)
        log.info("speech %s", account.outcome, extra=line(account))


def line(account: Account) -> dict[str, object]:
    """What the log tells of a request. Never the text."""
    spec = account.spec
    return {
        "voice": spec.voice.id,
        "language": spec.language,
        "format": spec.audio.name,
        "characters": len(spec.text),
        "cache": account.cache,
        "ttfa_s": account.ttfa_s,
        "total_s": account.total_s,
        **(told(account.finished) if account.finished else {}),
    }


def told(finished: Finished) -> dict[str, object]:
    return {
        "audio_s": finished.duration_s,
        "segments": finished.segments,
        "cached_segments": finished.cached_segments,
        "fallback_segments": finished.fallback_segments,
    }


class RenderTelemetry:
    """What an Encoder tells: one call per render that came to its end."""

    def __init__(self) -> None:
        self._segments = Counter("declaim_segments", "Segments spoken", "engine", "source")
        self._fallbacks = Counter("declaim_fallback_segments", "Segments that another engine spoke", "engine")
        self._encoded = Counter("declaim_encoded_seconds", "Audio encoded", "format")
        self._cpu = Counter("declaim_encoder_cpu_seconds", "CPU time of gain, limiter and codec", "format")

    def __call__(self, spec: RenderSpec, finished: Finished) -> None:
        engine = spec.voice.engine
        self._segments.add(finished.cached_segments, engine=engine, source="kept")
        self._segments.add(finished.segments - finished.cached_segments, engine=engine, source="made")
        self._fallbacks.add(finished.fallback_segments, engine=engine)
        self._encoded.add(finished.duration_s, format=spec.audio.name)
        self._cpu.add(finished.encoder_cpu_s, format=spec.audio.name)


class EngineTelemetry:
    """What a Synthesizer tells: of every segment that it spoke, and of every batch."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._made = Counter("declaim_audio_made_seconds", "Audio synthesized", "engine")
        self._rtf = Histogram("declaim_rtf", "Seconds in the engine per second of audio", SHARES, "engine")
        self._rows = Histogram("declaim_batch_rows", "Segments in a batch", ROWS, "engine")
        self._padding = Histogram("declaim_batch_padding", "Share of a batch that is padding", SHARES, "engine")
        self._retried = Counter("declaim_segments_retried", "Segments begun anew: the model babbled", "engine")
        self._wait = Histogram("declaim_queue_wait_seconds", "Longest wait in a batch", SECONDS, "engine")
        self._queue = Gauge("declaim_queued_audio_seconds", "Audio of listeners accepted and not made yet", "engine")
        self.queued(0)

    def spoken(self, audio_s: float, took_s: float) -> None:
        self._made.add(audio_s, engine=self._engine)
        if audio_s:
            self._rtf.observe(took_s / audio_s, engine=self._engine)

    def queued(self, audio_s: float) -> None:
        self._queue.set(audio_s, engine=self._engine)

    @property
    def observers(self) -> Mapping[str, Callable[..., None]]:
        """Of an engine, see models/loading.py."""
        return {"observe": self.ran, "retried": partial(self._retried.add, 1, engine=self._engine)}

    def ran(self, report: BatchReport) -> None:
        self._rows.observe(report.rows, engine=self._engine)
        self._padding.observe(report.padding, engine=self._engine)
        self._wait.observe(report.waited_s, engine=self._engine)


class BatchTelemetry:
    """What a BatchWorker tells of items."""

    def __init__(self) -> None:
        self._items = Counter("declaim_batch_items", "Items that were performed, tries included", "outcome")
        self._audio = Counter("declaim_batch_audio_seconds", "Audio of items, made or found")
        self._characters = characters_counter()
        self._running = Gauge("declaim_batch_running", "Items at work")
        self._open = Gauge("declaim_batches_open", "Batches that have not ended")
        self._webhooks = Counter("declaim_webhooks", "Attempts to tell of a batch", "outcome")
        self._count = 0
        self._change(0)
        self.batches(0)

    @contextmanager
    def running(self) -> Iterator[None]:
        self._change(1)
        try:
            yield
        finally:
            self._change(-1)

    def performed(self, result: Result) -> None:
        outcome = "ok" if result.ok else "refused" if result.status_code < 500 else "failed"
        self._items.add(1, outcome=outcome)
        self._audio.add(result.audio_s)
        self._characters.add(result.characters * result.ok, lane="batch")

    def batches(self, count: int) -> None:
        """How many have not ended, told by the worker that leads."""
        self._open.set(count)

    def webhook(self, status: str) -> None:
        self._webhooks.add(1, outcome=status)

    def _change(self, by: int) -> None:
        self._count += by
        self._running.set(self._count)


def cache_telemetry(holds: str) -> Callable[[Outcome], None]:
    """Counts what a store does; `holds` says of what."""
    outcomes = Counter("declaim_cache", "What the cache answered", "holds", "outcome")
    return lambda outcome: outcomes.add(1, holds=holds, outcome=outcome)


def objects_telemetry() -> Callable[[Look], None]:
    """Counts how the object store answers to those who list the voices in it, about once a second."""
    answers = Counter("declaim_objects", "Looks into the object store", "outcome")
    return lambda look: answers.add(1, outcome=look)


def admission_telemetry() -> Callable[[int, float], None]:
    """Hears how many renders an Ingress has open, and how much audio they are by estimate."""
    renders = Gauge("declaim_open_renders", "Renders at work")
    audio = Gauge("declaim_open_audio_seconds", "Audio of renders at work, by estimate")

    def tell(count: int, audio_s: float) -> None:
        renders.set(count)
        audio.set(audio_s)

    tell(0, 0)
    return tell


def loop_telemetry() -> Callable[[float], None]:
    """Hears how long an Ingress's event loop was held by one thing."""
    return Histogram("declaim_loop_held_seconds", HELD, SECONDS).observe


def characters_counter() -> Counter:
    return Counter("declaim_characters", "Characters of texts that were spoken to the end, kept ones too", "lane")
