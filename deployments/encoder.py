"""Encoder: script to encoded audio, one codec per response. CPU work that must stay out of a GPU's process."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from ray.serve.handle import DeploymentHandle

from deployments.handles import call, stream
from deployments.settings import Secrets, Settings
from deployments.stores import open_segments
from deployments.telemetry import RenderTelemetry, RoutingTelemetry
from deployments.tracing import go_on_only
from models.engine import Segment
from models.errors import EngineLost
from models.voice import Voice, Voices
from pipeline.courtesy import Courtesy
from pipeline.engines import Patience
from pipeline.errors import RenderLost
from pipeline.frames import Finished, Frame, joined_frames
from pipeline.load import Sound
from pipeline.render import render
from pipeline.routing import Routing
from pipeline.running import messages
from pipeline.script import Script
from pipeline.segment import opening
from pipeline.spec import RenderSpec


class Encoder:
    def __init__(
        self, settings: Settings, synthesizers: dict[str, DeploymentHandle[Any]], normalizer: DeploymentHandle[Any]
    ) -> None:
        go_on_only()
        self._normalizer = normalizer.options(method_name="normalize")
        self._segments_ahead = settings.limits.segments_ahead
        self._courtesy = Courtesy(settings.batches.segments_at_once)
        self._routing = Routing(
            open_segments(settings.cache, Secrets()),
            self._speak,
            Voices.known(set(settings.engines), Secrets().voices),
            Patience(**dict(settings.routing)),
            RoutingTelemetry(),
            self._courtesy,
        )
        self._observe = RenderTelemetry()
        self._synthesize = {
            engine: handle.options(method_name="synthesize", stream=True) for engine, handle in synthesizers.items()
        }
        self._ready = {engine: handle.options(method_name="ready") for engine, handle in synthesizers.items()}

    async def render(self, spec: RenderSpec) -> AsyncGenerator[tuple[Frame, ...], None]:
        """Frames of one response, see pipeline/render.py, in messages.

        The text's beginning is read here: a call to another replica takes longer than reading a sentence.
        """
        script = await asyncio.to_thread(opening, spec.text, spec.manner)
        rendering = render(script, spec, self._routing, self._segments_ahead, self._normalize)
        with self._courtesy.listener(spec.lane) as hear:
            async with aclosing(messages(rendering, joined_frames)) as sent:
                async for frames in sent:
                    if frames and isinstance(frames[-1], Finished):
                        self._observe(spec, frames[-1])
                    yield frames
                    if frames:
                        hear()

    async def ready(self, engine: str) -> None:
        """Returns when that engine can speak. Raises EngineUnavailable."""
        await call(self._ready[engine], lost=EngineLost(engine))

    async def _normalize(self, spec: RenderSpec) -> Script:
        script: Script = await call(self._normalizer, spec.text, spec.manner, lost=RenderLost())
        return script

    def _speak(self, segment: Segment, voice: Voice) -> AsyncGenerator[Sound, None]:
        return stream(self._synthesize[voice.engine], segment, voice, lost=EngineLost(voice.engine))

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
