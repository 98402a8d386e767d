"""A request is one trace, and what is not to be recorded is not."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider

from benchmarks.serving import Server
from deployments import tracing
from deployments.tracing import TracingUnavailable, begin_none, current_trace, engine_span, otlp
from models.engine import Segment

SEGMENT = Segment(text="Nobody else's business.", language="en-us", request_id="r-1")
TWO_SEGMENTS = "The first sentence stands alone here. The second one is another of them."
CALLER = "c0ffee0000000000"


@pytest.fixture
def off(monkeypatch):
    monkeypatch.setattr(tracing, "is_tracing_enabled", lambda: False)


def test_while_it_is_off_nothing_is_made(off, monkeypatch):
    monkeypatch.setattr(tracing, "trace", None, raising=True)
    begin_none()
    assert current_trace() is None


def test_while_it_is_off_an_engine_s_span_is_nothing(off):
    with engine_span("fake", SEGMENT) as span:
        span.set_attribute("audio_s", 1.0)
    assert not span.is_recording()


def test_without_the_extra_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http", None)
    with pytest.raises(TracingUnavailable, match="make tracing"):
        otlp()


def test_spans_reach_a_collector(monkeypatch):
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    with Collector() as (url, received):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        monkeypatch.setenv("OTEL_SERVICE_NAME", "")
        monkeypatch.delenv("OTEL_SERVICE_NAME")
        (processor,) = otlp()
        provider = TracerProvider()
        provider.add_span_processor(processor)
        provider.get_tracer("test").start_span("a span that arrives").end()
        provider.shutdown()
    (body,) = received
    assert b"a span that arrives" in body
    assert b"declaim" in body


class Collector:
    """Whatever is posted to it, on a free port."""

    def __enter__(self) -> tuple[str, list[bytes]]:
        received: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}", received

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Traced:
    """A server whose spans are in files."""

    def __init__(self, server: Server, spans: Path) -> None:
        self.url, self._spans = server.url, spans

    def say(self, text: str, **headers: str) -> None:
        asked = {"input": text, "voice": "fake", "response_format": "pcm"}
        httpx.post(f"{self.url}/v1/audio/speech", json=asked, headers=headers).raise_for_status()

    def spans(self, request_id: str) -> list[dict]:
        told = [json.loads(line) for file in self._spans.glob("*.jsonl") for line in file.read_text().splitlines()]
        traces = {span["context"]["trace_id"] for span in told if span["attributes"].get("request_id") == request_id}
        return [span for span in told if span["context"]["trace_id"] in traces]

    def settled(self, request_id: str) -> list[dict]:
        """When no more come: a span may end after the audio has been heard."""
        before, found = -1, self.spans(request_id)
        while len(found) > before or not any("Ingress" in span["name"] for span in found):
            time.sleep(0.3)
            before, found = len(found), self.spans(request_id)
        return found


@pytest.fixture(scope="module")
def traced(replicated) -> Traced:
    return by_way_of_haproxy(Traced(replicated.server, replicated.spans))


def by_way_of_haproxy(traced: Traced) -> Traced:
    """HAProxy, before it knows the Ingress, asks Serve's own proxy, which begins a trace whatever it is told."""
    for n in range(20):
        traced.say("Nobody counts this.", **{"x-request-id": f"early-{n}"})
        if not any("proxy" in span["name"] for span in traced.settled(f"early-{n}")):
            return traced
    raise AssertionError("HAProxy never sent a request to the Ingress itself")


def check_connected(spans: list[dict], root: str | None) -> None:
    ids = {span["context"]["span_id"] for span in spans}
    parents = [span["parent_id"] for span in spans]
    assert len({span["context"]["trace_id"] for span in spans}) == 1
    assert {parent for parent in parents if parent not in ids} == {root}
    assert sum(parent not in ids for parent in parents) == 1


@pytest.mark.cluster
@pytest.mark.timeout(240)
class TestServer:
    def test_a_request_is_one_trace_from_the_caller_to_the_engine(self, traced):
        header = f"00-{'ab' * 16}-{CALLER}-01"
        traced.say(TWO_SEGMENTS, traceparent=header, **{"x-request-id": "traced-1"})
        spans = traced.settled("traced-1")
        assert {span["context"]["trace_id"] for span in spans} == {f"0x{'ab' * 16}"}
        check_connected(spans, f"0x{CALLER}")
        engines = [span for span in spans if span["name"] == "synthesize"]
        assert [span["attributes"]["request_id"] for span in engines] == ["traced-1"] * 2
        assert all(span["attributes"]["audio_s"] > 0.5 and span["events"] for span in engines)
        for name in ("Ingress", "Encoder", "Synthesizer-fake"):
            assert any(name in span["name"] for span in spans)
        assert "stands alone" not in json.dumps(spans)

    def test_without_a_caller_s_trace_it_begins_one(self, traced):
        traced.say("A sentence of its own.", **{"x-request-id": "traced-2"})
        check_connected(traced.settled("traced-2"), None)

    def test_two_requests_over_one_connection_are_two_traces(self, traced):
        with httpx.Client(base_url=traced.url) as client:
            for name in ("traced-3", "traced-4"):
                asked = {"input": "A sentence that is said again.", "voice": "fake"}
                client.post("/v1/audio/speech", json=asked, headers={"x-request-id": name}).raise_for_status()
        first, second = traced.settled("traced-3"), traced.settled("traced-4")
        check_connected(first, None)
        check_connected(second, None)
        assert {span["context"]["trace_id"] for span in first}.isdisjoint(
            span["context"]["trace_id"] for span in second
        )

    def test_what_the_caller_does_not_record_leaves_no_span_anywhere(self, traced):
        header = f"00-{'cd' * 16}-{CALLER}-00"
        traced.say("A sentence that nobody follows.", traceparent=header, **{"x-request-id": "untraced"})
        traced.say("The next one.", **{"x-request-id": "traced-5"})
        traced.settled("traced-5")
        assert traced.spans("untraced") == []

    def test_an_engine_that_fails_is_an_error_in_the_trace(self, traced):
        asked = {"input": "This fails.", "voice": "fake"}
        assert httpx.post(f"{traced.url}/v1/audio/speech", json=asked, headers={"x-request-id": "bad"}).is_error
        failed = [span for span in traced.settled("bad") if span["name"] == "synthesize"]
        assert {span["status"]["status_code"] for span in failed} == {"ERROR"}
