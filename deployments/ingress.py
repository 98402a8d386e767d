"""Ingress: connections. Holds the renders and their spools; the HTTP application itself is api/."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import FastAPI
from ray.serve.handle import DeploymentHandle

from deployments.api.app import Backend, create_app
from deployments.api.errors import NotReady
from deployments.handles import call, carry_request_id, stream
from deployments.node_metrics import node_metrics
from deployments.settings import Secrets, Settings
from deployments.stores import open_links, open_objects, open_responses, policy_warnings
from deployments.telemetry import RequestTelemetry
from models.errors import ModelError
from models.voice import Voices
from pipeline.clones import Clones
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.script import Script
from pipeline.spec import RenderSpec

log = logging.getLogger("ray.serve")

READY_TIMEOUT_S = 2


class Ingress:
    def __init__(self, settings: Settings, normalizer: DeploymentHandle[Any], encoder: DeploymentHandle[Any]) -> None:
        self._settings = settings
        self._voices = Voices.known(set(settings.engines), Secrets().voices)
        self._normalizer = normalizer.options(method_name="opening")
        self._renderer = encoder.options(method_name="render", stream=True)
        self._readiness = encoder.options(method_name="ready")

    def __serve_build_asgi_app__(self) -> FastAPI:
        # Serve's own middleware puts X-Request-ID on every response.
        secrets = Secrets()
        for warning in policy_warnings(secrets):
            log.warning(warning)
        responses = open_responses(self._settings.cache, secrets)
        objects = open_objects(secrets)
        backend = Backend(
            self._voices,
            self._frames,
            self._ready,
            responses,
            RequestTelemetry(),
            node_metrics,
            Clones(objects),
            objects,
            open_links(secrets),
            secrets.public_url,
        )
        return create_app(self._settings, secrets.keys, backend, echo_request_id=False)

    async def _frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        carry_request_id(spec.request_id)
        async with aclosing(frames(spec, self._opening, self._render)) as stream:
            async for frame in stream:
                yield frame

    async def _opening(self, spec: RenderSpec) -> Script:
        script: Script = await call(self._normalizer, spec.text, spec.manner, lost=RenderLost())
        return script

    def _render(self, script: Script, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._renderer, script, spec, lost=RenderLost())

    async def _ready(self) -> None:
        engine = self._voices[self._settings.default_voice].engine
        try:
            async with asyncio.timeout(READY_TIMEOUT_S):
                await call(self._readiness, engine, lost=RenderLost())
        except (TimeoutError, RenderLost):
            raise NotReady(f"no answer from its replicas within {READY_TIMEOUT_S} s") from None
        except ModelError as error:
            raise NotReady(str(error)) from None

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
