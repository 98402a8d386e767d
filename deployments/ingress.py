"""Ingress: connections. Holds the renders and their spools; the HTTP application itself is api/."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from typing import Any

from fastapi import FastAPI
from ray.serve.handle import DeploymentHandle

from deployments.api.app import Backend, create_app, make_routes
from deployments.api.door import Door, DoorMiddleware
from deployments.api.errors import NotReady
from deployments.encoding import Called, Encoding
from deployments.node_metrics import node_metrics
from deployments.rendering import Elsewhere, Encodes, Rendering
from deployments.settings import Secrets, Settings
from deployments.stalls import StallsMiddleware
from deployments.stores import open_links, open_objects, open_queue, open_responses, policy_warnings
from deployments.telemetry import RequestTelemetry, admission_telemetry, loop_telemetry, objects_telemetry
from models.errors import ModelError
from models.voice import Voices
from pipeline.clones import Clones
from pipeline.errors import RenderLost
from pipeline.frames import Frame, joined_frames
from pipeline.running import messages
from pipeline.spec import RenderSpec

log = logging.getLogger("ray.serve")

READY_TIMEOUT_S = 2


class Ingress:
    def __init__(
        self,
        settings: Settings,
        encoder: DeploymentHandle[Any] | Called,
        _worker: DeploymentHandle[Any],
    ) -> None:
        """Without an Encoder it is given what that would call, and encodes here. The worker is never called, batches
        reach it by way of the stores; Serve starts what is bound here."""
        self._settings = settings
        self._voices = Voices.known(set(settings.engines), Secrets().voices)
        self._encodes: Encodes = Encoding(settings, encoder) if isinstance(encoder, Called) else Elsewhere(encoder)
        self._door = Door()

    def __serve_build_asgi_app__(self) -> FastAPI:
        secrets = Secrets()
        for warning in policy_warnings(secrets):
            log.warning(warning)
        # Serve's own middleware puts X-Request-ID on every response.
        app = create_app(self._settings, secrets.keys, self._backend(secrets), echo_request_id=False)
        make_routes(app)
        app.add_middleware(StallsMiddleware, observe=loop_telemetry())
        app.add_middleware(DoorMiddleware, door=self._door)
        return app

    def render(self, spec: RenderSpec) -> AsyncGenerator[tuple[Frame, ...], None]:
        """Frames of one response, in messages: for the worker, where there is no Encoder."""
        return messages(self._encodes.frames(spec), joined_frames)

    async def close(self, timeout_s: float) -> None:
        """Answer who is being answered, for so long, and refuse everyone else."""
        await self._door.close(timeout_s)

    def _backend(self, secrets: Secrets) -> Backend:
        objects = open_objects(secrets)
        return Backend(
            self._voices,
            Rendering(self._encodes).frames,
            self._ready,
            open_responses(self._settings.cache, secrets),
            RequestTelemetry(),
            node_metrics,
            Clones(objects, objects_telemetry()),
            objects,
            open_links(secrets),
            open_queue(secrets, "ingress"),
            secrets.public_url,
            admission_telemetry(),
        )

    async def _ready(self) -> None:
        engine = self._voices[self._settings.default_voice].engine
        try:
            async with asyncio.timeout(READY_TIMEOUT_S):
                await self._encodes.ready(engine)
        except (TimeoutError, RenderLost):
            raise NotReady(f"no answer from its replicas within {READY_TIMEOUT_S} s") from None
        except ModelError as error:
            raise NotReady(str(error)) from None

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
