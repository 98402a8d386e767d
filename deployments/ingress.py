"""Ingress: connections. Holds the renders and their spools; the HTTP application itself is api/."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from fastapi import FastAPI
from ray.serve.handle import DeploymentHandle

from deployments.api.app import create_app
from deployments.api.errors import NotReady
from deployments.handles import call, stream
from deployments.settings import Secrets, Settings
from models.errors import ModelError
from models.voice import Voices
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.script import Script
from pipeline.spec import RenderSpec

READY_TIMEOUT_S = 2


class Ingress:
    def __init__(self, settings: Settings, normalizer: DeploymentHandle[Any], encoder: DeploymentHandle[Any]) -> None:
        self._settings = settings
        self._normalizer = normalizer.options(method_name="normalize")
        self._renderer = encoder.options(method_name="render", stream=True)
        self._readiness = encoder.options(method_name="ready")

    def __serve_build_asgi_app__(self) -> FastAPI:
        # Serve's own middleware puts X-Request-ID on every response.
        return create_app(self._settings, Secrets().keys, self._frames, self._ready, echo_request_id=False)

    def _frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return frames(spec, self._normalize, self._render)

    async def _normalize(self, spec: RenderSpec) -> Script:
        script: Script = await call(self._normalizer, spec.text, spec.language, spec.voice.max_chars, lost=RenderLost())
        return script

    def _render(self, script: Script, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._renderer, script, spec, lost=RenderLost())

    async def _ready(self) -> None:
        engine = Voices.built_in(set(self._settings.engines))[self._settings.default_voice].engine
        try:
            async with asyncio.timeout(READY_TIMEOUT_S):
                await call(self._readiness, engine, lost=RenderLost())
        except (TimeoutError, RenderLost):
            raise NotReady(f"no answer from its replicas within {READY_TIMEOUT_S} s") from None
        except ModelError as error:
            raise NotReady(str(error)) from None

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
