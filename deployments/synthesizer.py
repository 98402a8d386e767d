"""Synthesizer: one engine's replicas; segment in, PCM out."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

from deployments.clips import Clips
from deployments.settings import Secrets, Settings
from deployments.stores import open_objects
from deployments.telemetry import EngineTelemetry
from models.engine import AudioChunk, Engine, Segment, joined_chunks
from models.errors import EngineUnavailable
from models.loading import load_engine
from models.voice import Voice, Voices
from pipeline.running import joined


class Synthesizer:
    """An engine that cannot load does not stop the server: it says why to everyone who asks for it.

    The default voice is loaded before the replica takes calls, the others when they are first asked for.
    """

    def __init__(self, engine: str, settings: Settings) -> None:
        self._telemetry = EngineTelemetry(engine)
        self._engine: Engine | EngineUnavailable
        secrets = Secrets()
        self._clips = Clips(open_objects(secrets), secrets.clips)
        voices = Voices.known({engine}, secrets.voices)
        self._default_voices = [voice for voice in voices if voice.id == settings.default_voice]
        try:
            self._engine = load_engine(engine, settings.engines[engine], self._telemetry.observers)
        except EngineUnavailable as error:
            self._engine = error
        with suppress(EngineUnavailable):  # `ready` tries again, and tells
            self._prepare()

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """The segment's audio, chunk by chunk. Raises as Engine.synthesize does."""
        begun, audio_s = time.perf_counter(), 0.0
        voice = await self._clips.local(voice)
        async with aclosing(joined(self._loaded().synthesize(segment, voice), joined_chunks)) as chunks:
            async for chunk in chunks:
                audio_s += chunk.duration_s
                yield chunk
        self._telemetry.spoken(audio_s, time.perf_counter() - begun)

    async def ready(self) -> None:
        """Returns when the engine and the default voice are loaded. Raises EngineUnavailable."""
        await asyncio.to_thread(self._prepare)

    def _prepare(self) -> None:
        engine = self._loaded()
        for voice in self._default_voices:
            engine.prepare(voice)

    def _loaded(self) -> Engine:
        if isinstance(self._engine, EngineUnavailable):
            raise self._engine
        return self._engine

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
