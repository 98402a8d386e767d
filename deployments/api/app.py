"""create_app: the whole HTTP application out of plain objects."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from cache.links import Links
from cache.objects import Objects
from cache.queue import Queue
from cache.signed import SignedLinks
from deployments.api.account import Observe
from deployments.api.admission import Admission, Admitted, untold
from deployments.api.auth import SCHEMES, key_check
from deployments.api.batch_description import Describing
from deployments.api.batch_endings import batch_ending_routes
from deployments.api.batch_schemas import BatchRequest
from deployments.api.batches import batch_routes
from deployments.api.catalogue import Catalogue
from deployments.api.delivering import Delivering
from deployments.api.files import file_routes
from deployments.api.handlers import install_handlers
from deployments.api.health import Ready, health_routes
from deployments.api.linking import Linker
from deployments.api.lists import list_routes
from deployments.api.metrics import Metrics, metrics_routes
from deployments.api.objects import folder_routes, object_routes
from deployments.api.request_id import HEADER, RequestIdMiddleware
from deployments.api.schemas import ErrorEnvelope, SpeechRequest
from deployments.api.speech import speech_routes
from deployments.api.submission import Submissions
from deployments.api.voices import voice_routes
from deployments.settings import LOOPBACK, Settings
from deployments.webhooks.outbox import Outbox
from models.voice import Voices
from pipeline.batch.files import Files
from pipeline.batch.ledger import Ledger
from pipeline.clones import Clones
from pipeline.frames import Frame
from pipeline.joining import Renders
from pipeline.kept import Responses
from pipeline.spec import RenderSpec
from pipeline.spool import SpoolSpace


@dataclass(frozen=True, slots=True)
class Backend:
    """What the application stands on. None of it needs Ray."""

    voices: Voices
    frames: Callable[[RenderSpec], AsyncGenerator[Frame, None]]
    """Renders."""
    ready: Ready
    """Tells whether it can."""
    responses: Responses
    """Remembers."""
    observe: Observe
    """Counts."""
    metrics: Metrics
    """Shows what was counted."""
    clones: Clones
    """Voices that callers bring."""
    objects: Objects
    """Keeps."""
    links: Links
    """To what is kept."""
    queue: Queue
    """Has batches worked on."""
    public_url: str = ""
    """Where callers reach it; empty: wherever they asked."""
    admitted: Admitted = untold
    """Hears what is at work."""


def create_app(settings: Settings, keys: tuple[str, ...], backend: Backend, *, echo_request_id: bool = True) -> FastAPI:
    """The application. `echo_request_id` is False under a server that puts the id on every response itself."""
    catalogue = Catalogue(settings, backend.voices, backend.clones)
    space = SpoolSpace(settings.limits.spool_bytes)
    renders = Renders(backend.frames, space, backend.responses)
    linker = Linker(backend.links, settings.objects, backend.public_url)
    delivering = Delivering(backend.objects, renders, linker)
    admission = Admission(settings.limits, space, backend.admitted)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        following = asyncio.create_task(catalogue.follow())
        yield
        following.cancel()

    app = FastAPI(
        title="Declaim",
        version="1",
        responses=ERRORS,
        docs_url="/docs",
        redoc_url=None,
        lifespan=lifespan,
        telemetry=UNTOLD,
    )
    with_key = [Depends(key_check(keys))]
    speech = speech_routes(catalogue, renders, admission, settings.limits, backend.observe, delivering)
    app.include_router(speech, dependencies=with_key)
    voices = voice_routes(catalogue, backend.clones, Files(backend.objects), settings.engines)
    app.include_router(voices, dependencies=with_key)
    app.include_router(object_routes(backend.objects, linker), dependencies=with_key)
    if isinstance(backend.links, SignedLinks):
        app.include_router(folder_routes(backend.objects, backend.links, settings.objects))
    for routes in routes_of_batches(settings, backend, catalogue, linker):
        app.include_router(routes, dependencies=with_key)
    app.include_router(list_routes(catalogue), dependencies=[] if settings.http.open_lists else with_key)
    app.include_router(health_routes(backend.ready))
    app.include_router(metrics_routes(backend.metrics))
    install_handlers(app)
    add_middleware(app, settings, echo_request_id)
    describe_bodies(app)
    return app


def make_routes(app: FastAPI) -> None:
    """A tenth of a second's work, which FastAPI would do while the first caller waits."""
    deque(iter_route_contexts(app.routes), maxlen=0)


def routes_of_batches(settings: Settings, backend: Backend, catalogue: Catalogue, linker: Linker) -> list[APIRouter]:
    files, ledger, outbox = Files(backend.objects), Ledger(backend.objects), Outbox(backend.objects)
    submissions = Submissions(files, catalogue, settings.limits, settings.webhooks)
    describing, max_chars = Describing(ledger, outbox, linker), settings.limits.max_input_chars
    return [
        file_routes(files, linker, settings.objects.max_file_bytes),
        batch_routes(ledger, backend.queue, submissions, describing, linker, max_chars),
        batch_ending_routes(ledger, outbox, describing),
    ]


def add_middleware(app: FastAPI, settings: Settings, echo_request_id: bool) -> None:
    """The last one added runs first."""
    if settings.http.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.http.cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Request-Id", "X-Declaim-Engine", "X-Declaim-Cache", "X-Declaim-Fallback"],
        )
    app.add_middleware(RequestIdMiddleware, echo=echo_request_id)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[*LOOPBACK, *settings.http.trusted_proxies])


def describe_bodies(app: FastAPI) -> None:
    """Put into the OpenAPI document what FastAPI cannot see, because the body is read by hand."""

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            document = get_openapi(title=app.title, version=app.version, routes=app.routes)
            document["components"]["securitySchemes"] = SCHEMES
            document["security"] = [{name: []} for name in SCHEMES] + [{}]  # none where there are no keys
            parts = document["components"]["schemas"]
            for body in (SpeechRequest, BatchRequest):
                schema = body.model_json_schema(ref_template="#/components/schemas/{model}")
                parts.update(schema.pop("$defs", {}))
                parts[body.__name__] = schema
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


UNTOLD: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""Who serves it counts, logs and traces; FastAPI's spans would take requests out of the trace that they are in."""

ERRORS: dict[int | str, dict[str, object]] = {
    status: {"model": ErrorEnvelope, "description": what, "headers": {HEADER: {"schema": {"type": "string"}}}}
    for status, what in {
        400: "The request is wrong; `param` names the field.",
        401: "An API key is needed.",
        403: "The link is not valid, or not any more.",
        404: "There is no such thing.",
        405: "Not with this method.",
        408: "The body did not arrive in time.",
        409: "There is one of that name already.",
        413: "The body is too large.",
        416: "The range begins behind the end.",
        429: "Too much at once; see Retry-After.",
        500: "Something went wrong in the server.",
        501: "No engine that is switched on can do that.",
        503: "No voice can speak at the moment; see Retry-After.",
        504: "No audio in the time allowed.",
    }.items()
}
