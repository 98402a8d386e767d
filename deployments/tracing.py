"""Tracing: a request as one trace, from the Ingress to the engine. Off unless serve_config.yaml has `tracing_config`.

Serve makes a span of each call that a replica answers, and carries the trace from one to the next. What it leaves
to us is here: the way over to a render, which runs in a context of its own; that a request which is not recorded is
recorded nowhere; and the span of an engine's work.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context, attach
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, Status, StatusCode, set_span_in_context
from ray.serve._private.tracing_utils import is_tracing_enabled

from models.engine import Segment

EXPORTER = "deployments.tracing:otlp"
"""What `exporter_import_path` names."""


UNRECORDED = NonRecordingSpan(SpanContext(trace_id=1, span_id=1, is_remote=False))
"""A parent whose children are not recorded either, in whatever process."""


class TracingUnavailable(RuntimeError):
    """What spans are sent with is not installed; the message names the extra."""


def otlp() -> list[SpanProcessor]:
    """Serve's exporter: spans go to a collector, by OTLP over HTTP, as the OTEL_* variables say.

    Raises TracingUnavailable.
    """
    exporter = otlp_exporter()
    os.environ.setdefault("OTEL_SERVICE_NAME", "declaim")  # read when Serve makes the provider, right after this
    return [BatchSpanProcessor(exporter())]


def otlp_exporter() -> type[SpanExporter]:
    """Raises TracingUnavailable where the extra is not installed."""
    try:
        from opentelemetry.exporter.otlp.proto.http import trace_exporter  # noqa: PLC0415 - the extra
    except ImportError:
        raise TracingUnavailable(
            'tracing needs the extra "tracing" (opentelemetry-exporter-otlp-proto-http): `make tracing`.'
        ) from None
    exporter: type[SpanExporter] = trace_exporter.OTLPSpanExporter
    return exporter


def current_trace() -> Context | None:
    """The trace that this context is in, for `join_trace` in another one."""
    if not is_tracing_enabled():
        return None
    span = trace.get_current_span()
    return set_span_in_context(span, Context()) if span.get_span_context().is_valid else None


def join_trace(found: Context | None) -> None:
    """This context is in that trace from now on."""
    if found is not None:
        attach(found)


def begin_none() -> None:
    """What this context calls begins no trace: Serve would draw anew for the call whether to record it."""
    if is_tracing_enabled() and not trace.get_current_span().get_span_context().is_valid:
        attach(set_span_in_context(UNRECORDED))


def go_on_only() -> None:
    """In this process traces go on and none begins, from its first call on. For all deployments but the Ingress.

    Serve tells a replica of the trace that it is called in where that is recorded, and nothing where it is not.
    """
    provider = trace.get_tracer_provider()
    if is_tracing_enabled() and isinstance(provider, TracerProvider):
        provider.sampler = ParentBased(ALWAYS_OFF)


@contextmanager
def engine_span(engine: str, segment: Segment) -> Iterator[Span]:
    """Of one segment in an engine, its wait for its turn included. It is nobody's parent. Never tells the text."""
    if not is_tracing_enabled():
        yield trace.INVALID_SPAN
        return
    about = {"request_id": segment.request_id, "engine": engine, "language": segment.language, "lane": segment.lane}
    span = trace.get_tracer(__name__).start_span("synthesize", attributes={**about, "characters": len(segment.text)})
    try:
        yield span
    except Exception as error:
        span.set_status(Status(StatusCode.ERROR, type(error).__name__))
        raise
    finally:
        span.end()
