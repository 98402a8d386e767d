"""Synthesizer: one engine's replicas; segment in, PCM out."""

import time
from collections.abc import AsyncIterator, Mapping

from deployments.telemetry import EngineTelemetry
from models.engine import AudioChunk, Engine, Segment
from models.errors import EngineUnavailable
from models.loading import load_engine
from models.voice import Voice


class Synthesizer:
    """An engine that cannot load does not stop the server: it says why to everyone who asks for it."""

    def __init__(self, engine: str, options: Mapping[str, object]) -> None:
        self._engine: Engine | EngineUnavailable
        self._telemetry = EngineTelemetry(engine)
        try:
            self._engine = load_engine(engine, options, self._telemetry.ran)
        except EngineUnavailable as error:
            self._engine = error

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncIterator[AudioChunk]:
        """The segment's audio, chunk by chunk. Raises as Engine.synthesize does."""
        begun, audio_s = time.perf_counter(), 0.0
        async for chunk in self._loaded().synthesize(segment, voice):
            audio_s += chunk.duration_s
            yield chunk
        self._telemetry.spoken(audio_s, time.perf_counter() - begun)

    async def ready(self) -> None:
        """Returns when the engine is loaded. Raises EngineUnavailable."""
        self._loaded()

    def _loaded(self) -> Engine:
        if isinstance(self._engine, EngineUnavailable):
            raise self._engine
        return self._engine

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
