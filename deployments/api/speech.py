"""`POST /v1/audio/speech`: validate, join or admit, stream."""

import time
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from deployments.api.account import Account, Observe
from deployments.api.admission import Admission
from deployments.api.body import read_json
from deployments.api.caching import cache_policy
from deployments.api.catalogue import Catalogue
from deployments.api.delivering import Delivering
from deployments.api.framing import Events, Framing, Plain
from deployments.api.reading import read_request
from deployments.api.response import KeptResponse, SpeechResponse
from deployments.api.schemas import Delivery, SpeechRequest
from deployments.settings import Limits
from pipeline.joining import Listener, Renders
from pipeline.spec import RenderSpec


def speech_routes(
    catalogue: Catalogue,
    renders: Renders,
    admission: Admission,
    limits: Limits,
    observe: Observe,
    delivering: Delivering,
) -> APIRouter:
    routes = APIRouter(tags=["speech"])

    def listen(spec: RenderSpec) -> Listener:
        """To a render that runs, which costs nothing, or to a new one, which needs a permit."""
        if (listener := renders.join(spec)) is not None:
            return listener
        permit = admission.admit(spec)
        return renders.start(spec, permit.expected_bytes, permit.release)

    @routes.post(
        "/v1/audio/speech", status_code=200, openapi_extra=REQUEST_BODY, response_class=SpeechResponse, responses=AUDIO
    )
    async def create_speech(request: Request) -> Response:
        """Speak a text. The body is audio, sent while it is being made."""
        begun = time.perf_counter()
        asked = await read_json(request, SpeechRequest, limits.max_input_chars)
        await catalogue.look_for(asked.voice)
        policy = cache_policy(request.headers.get("cache-control"))
        spec = read_request(asked, catalogue, limits, request.state.request_id, policy)
        if asked.delivery == "url":
            return delivering.respond(request, spec, lambda: listen(spec), Account(spec, begun, observe))
        how = framing(asked, spec), notes(asked), limits.slow_reader_timeout_s, Account(spec, begun, observe)
        if (kept := await renders.known(spec)) is not None:
            return KeptResponse(kept, *how)
        return SpeechResponse(lambda: listen(spec), *how)

    return routes


def framing(asked: SpeechRequest, spec: RenderSpec) -> Framing:
    return Events() if asked.stream_format == "sse" else Plain(spec.audio.content_type)


def notes(asked: SpeechRequest) -> Mapping[str, str]:
    """Response headers about what was accepted and had no effect."""
    return {"x-declaim-instructions": "ignored"} if asked.instructions else {}


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SpeechRequest"}}},
    }
}

EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
"""Of one server-sent event: `data` is JSON, see framing.py. OpenAPI 3.1 has no word of its own for streams."""

AUDIO: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Audio in `response_format`, or server-sent events; with `delivery: url` a link, as JSON.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("audio/mpeg", "audio/ogg", "audio/aac", "audio/flac", "audio/wav", "audio/pcm")
        }
        | {"text/event-stream": {"schema": EVENT}, "application/json": {"schema": Delivery.model_json_schema()}},
    }
}
