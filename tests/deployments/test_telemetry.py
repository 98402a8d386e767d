"""What is counted, and what the log tells."""

import logging

import pytest

from deployments import instruments
from deployments.api.account import Account
from deployments.telemetry import (
    BatchTelemetry,
    EngineTelemetry,
    RenderTelemetry,
    RequestTelemetry,
    RoutingTelemetry,
    admission_telemetry,
    cache_telemetry,
    log,
    loop_telemetry,
    objects_telemetry,
)
from models.batcher import BatchReport
from models.voice import Voices
from pipeline.batch.record import Result
from pipeline.formats import AudioFormat
from pipeline.frames import Finished, Started
from pipeline.spec import RenderSpec

SPEC = RenderSpec(
    text="A secret that is nobody's business.",
    voice=Voices.built_in({"fake"})["fake"],
    language="en-us",
    audio=AudioFormat("mp3", 24000, 64000),
    timeout_s=60,
    request_id="r",
)
FINISHED = Finished(2.5, 35, 3, 1, 2, cacheable=False, encoder_cpu_s=0.01)


@pytest.fixture
def counted(monkeypatch):
    """What Ray's metrics were told, by name and tags."""
    told: dict[tuple, float] = {}

    class Metric:
        def __init__(self, name, *_):
            self._name = name

        def inc(self, value, tags):
            key = (self._name, *sorted(tags.values()))
            told[key] = told.get(key, 0) + value

        observe = inc

        def set(self, value, tags):
            told[(self._name, *sorted(tags.values()))] = value

    monkeypatch.setattr(instruments.metrics, "Counter", Metric)
    monkeypatch.setattr(instruments.metrics, "Histogram", Metric)
    monkeypatch.setattr(instruments.metrics, "Gauge", Metric)
    return told


@pytest.fixture
def lines(monkeypatch):
    """The records that the log was given."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append
    monkeypatch.setattr(log, "handlers", [handler])
    monkeypatch.setattr(log, "level", logging.INFO)
    monkeypatch.setattr(log, "propagate", False)
    return records


def test_a_request(counted, lines):
    with Account(SPEC, 0.0, RequestTelemetry()) as account:
        account.first_audio(Started("fake", 24000, fallback=False), "joined")
        account.complete(FINISHED)
    assert counted["declaim_requests", "fake", "joined", "mp3", "ok"] == 1
    assert counted["declaim_characters", "interactive"] == len(SPEC.text)
    assert counted["declaim_audio_served_seconds", "fake", "joined", "mp3"] == 2.5
    assert counted["declaim_ttfa_seconds", "fake", "joined", "mp3"] == account.ttfa_s
    (record,) = lines
    assert (record.cache, record.segments, record.cached_segments, record.characters) == ("joined", 3, 2, 35)
    assert "secret" not in str(record.__dict__)


def test_a_request_that_came_to_nothing(counted, lines):
    with Account(SPEC, 0.0, RequestTelemetry()):
        """The client left before the first byte."""
    assert counted == {("declaim_requests", "fake", "left", "miss", "mp3"): 1}
    assert lines[0].ttfa_s is None


def test_a_render(counted):
    RenderTelemetry()(SPEC, FINISHED)
    assert counted == {
        ("declaim_segments", "fake", "kept"): 2,
        ("declaim_segments", "fake", "made"): 1,
        ("declaim_fallback_segments", "fake"): 1,
        ("declaim_encoded_seconds", "mp3"): 2.5,
        ("declaim_encoder_cpu_seconds", "mp3"): 0.01,
    }


def test_a_breaker(counted, lines):
    routing = RoutingTelemetry()
    for state, level in (("open", 1), ("half_open", 0.5), ("open", 1), ("half_open", 0.5), ("closed", 0)):
        routing.breaker("piper", state)
        assert counted["declaim_breaker", "piper"] == level
    assert counted["declaim_breaker_opened", "piper"] == 2
    assert lines[0].getMessage() == "breaker of engine piper: open"


def test_queues(counted):
    routing = RoutingTelemetry()
    for wait_s in (3.0, 40.0):
        routing.wait("piper", wait_s)
    routing.passed_over("piper")
    assert counted == {("declaim_expected_wait_seconds", "piper"): 40.0, ("declaim_queue_fallbacks", "piper"): 1}


def test_an_engine(counted):
    engine = EngineTelemetry("piper")
    engine.spoken(audio_s=2.0, took_s=0.5)
    engine.spoken(audio_s=0.0, took_s=0.5)
    engine.queued(7.5)
    engine.observers["observe"](BatchReport(rows=4, padding=0.1, waited_s=0.02))
    engine.observers["retried"]()
    assert counted == {
        ("declaim_audio_made_seconds", "piper"): 2.0,
        ("declaim_rtf", "piper"): 0.25,
        ("declaim_batch_rows", "piper"): 4,
        ("declaim_batch_padding", "piper"): 0.1,
        ("declaim_queue_wait_seconds", "piper"): 0.02,
        ("declaim_segments_retried", "piper"): 1,
        ("declaim_queued_audio_seconds", "piper"): 7.5,
    }


def test_a_store(counted):
    observe = cache_telemetry("segments")
    for outcome in ("hit", "hit", "failed"):
        observe(outcome)
    assert counted == {("declaim_cache", "hit", "segments"): 2, ("declaim_cache", "failed", "segments"): 1}


def test_an_object_store(counted):
    observe = objects_telemetry()
    for look in ("ok", "ok", "failed"):
        observe(look)
    assert counted == {("declaim_objects", "ok"): 2, ("declaim_objects", "failed"): 1}


def test_what_is_at_work(counted):
    admission_telemetry()(2, 31.5)
    loop_telemetry()(0.02)
    assert counted == {
        ("declaim_open_renders",): 2,
        ("declaim_open_audio_seconds",): 31.5,
        ("declaim_loop_held_seconds",): 0.02,
    }


def test_ray_takes_the_names(lines):
    """Outside a cluster its metrics go nowhere, but their names, tags and boundaries are checked."""
    with Account(SPEC, 0.0, RequestTelemetry()) as account:
        account.complete(FINISHED)
    RenderTelemetry()(SPEC, FINISHED)
    EngineTelemetry("fake").ran(BatchReport(1, 0.0, 0.0))
    RoutingTelemetry().wait("fake", 0.0)
    cache_telemetry("responses")("miss")


def test_items_of_batches(counted):
    telemetry = BatchTelemetry()
    with telemetry.running():
        assert counted[("declaim_batch_running",)] == 1
    assert counted[("declaim_batch_running",)] == 0
    for status in (200, 200, 400, 503):
        telemetry.performed(
            Result(
                custom_id="a",
                request_id="r",
                status_code=status,
                body={},
                characters=20,
                audio_s=1.5 if status == 200 else 0,
            )
        )
    assert counted[("declaim_batch_items", "ok")] == 2
    assert counted[("declaim_batch_items", "refused")] == counted[("declaim_batch_items", "failed")] == 1
    assert counted[("declaim_batch_audio_seconds",)] == 3
    assert counted[("declaim_characters", "batch")] == 40


def test_batches_and_their_webhooks(counted):
    telemetry = BatchTelemetry()
    telemetry.batches(3)
    for status in ("due", "delivered", "delivered", "given_up"):
        telemetry.webhook(status)
    assert counted == {
        ("declaim_batch_running",): 0,
        ("declaim_batches_open",): 3,
        ("declaim_webhooks", "due"): 1,
        ("declaim_webhooks", "delivered"): 2,
        ("declaim_webhooks", "given_up"): 1,
    }
