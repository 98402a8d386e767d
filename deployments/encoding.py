"""Encoding: script to encoded audio, one codec per response, in whichever process: an Ingress's or an Encoder's."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from deployments.handles import call, stream
from deployments.settings import Secrets, Settings
from deployments.stores import open_segments
from deployments.telemetry import RenderTelemetry, RoutingTelemetry
from models.engine import Segment
from models.errors import EngineLost
from models.voice import Voice, Voices
from pipeline.courtesy import Courtesy
from pipeline.engines import Patience
from pipeline.errors import RenderLost
from pipeline.frames import Finished, Frame
from pipeline.load import Sound
from pipeline.normalize import prepare
from pipeline.render import render
from pipeline.routing import Routing
from pipeline.script import Script
from pipeline.segment import opening
from pipeline.spec import RenderSpec

Handle = Any
"""Of a deployment; in the graph, what Serve makes one of."""


@dataclass(frozen=True)
class Called:
    """The deployments that it calls."""

    synthesizers: Mapping[str, Handle]
    """By engine."""
    normalizer: Handle


class Encoding:
    def __init__(self, settings: Settings, called: Called) -> None:
        prepare(settings.spoken)
        self._normalizer = called.normalizer.options(method_name="normalize")
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
        synthesizers = called.synthesizers.items()
        self._synthesize = {
            engine: handle.options(method_name="synthesize", stream=True) for engine, handle in synthesizers
        }
        self._ready = {engine: handle.options(method_name="ready") for engine, handle in synthesizers}

    async def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        """Of one response, see pipeline/render.py.

        The text's beginning is read here: a call to another replica takes longer than reading a sentence.
        """
        script = await asyncio.to_thread(opening, spec.text, spec.manner)
        with self._courtesy.listener(spec.lane) as hear:
            async with aclosing(render(script, spec, self._routing, self._segments_ahead, self._normalize)) as frames:
                async for frame in frames:
                    if isinstance(frame, Finished):
                        self._observe(spec, frame)
                    yield frame
                    hear()

    async def ready(self, engine: str) -> None:
        """Returns when that engine can speak. Raises EngineUnavailable, or EngineLost."""
        await call(self._ready[engine], lost=EngineLost(engine))

    async def _normalize(self, spec: RenderSpec) -> Script:
        script: Script = await call(self._normalizer, spec.text, spec.manner, lost=RenderLost())
        return script

    def _speak(self, segment: Segment, voice: Voice) -> AsyncGenerator[Sound, None]:
        return stream(self._synthesize[voice.engine], segment, voice, lost=EngineLost(voice.engine))
