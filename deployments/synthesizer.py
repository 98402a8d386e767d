"""Synthesizer: one engine's replicas; segment in, PCM out."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress

from deployments.clips import Clips
from deployments.settings import Secrets, Settings
from deployments.stores import open_objects
from deployments.telemetry import EngineTelemetry, log
from deployments.tracing import engine_span, go_on_only
from models.engine import AudioChunk, Engine, Segment
from models.errors import EngineFailed, EngineUnavailable, ModelError
from models.loading import load_engine
from models.voice import Voice, Voices
from pipeline.hearing import Hearing
from pipeline.load import Sound, Task, Workload, joined_sound
from pipeline.running import messages


class Synthesizer:
    """An engine that cannot load does not stop the server: it says why to everyone who asks for it.

    The default voice is loaded before the replica takes calls, the others when they are first asked for.
    """

    def __init__(self, engine: str, settings: Settings) -> None:
        go_on_only()
        self._name, self._telemetry = engine, EngineTelemetry(engine)
        self._workload = Workload()
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

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[tuple[Sound, ...], None]:
        """The load that the segment meets, its audio chunk by chunk, and the load that it leaves.

        Raises as Engine.synthesize does, and EngineFailed for what nobody foresaw.
        """
        hearing = Hearing(segment.due)

        def spare_s(sent: Sequence[Sound]) -> float:
            hearing.send(sum(item.duration_s for item in sent if isinstance(item, AudioChunk)))
            return hearing.spare_s

        async with aclosing(messages(self._spoken(segment, voice), joined_sound, spare_s)) as sound:
            async for message in sound:
                yield message

    async def _spoken(self, segment: Segment, voice: Voice) -> AsyncGenerator[Sound, None]:
        engine = self._loaded()
        yield self._workload.load(engine.active)
        begun, audio_s = time.perf_counter(), 0.0
        with engine_span(self._name, segment) as span, self._queued(segment) as task, self._foreseen():
            voice = await self._clips.local(voice)
            async with aclosing(engine.synthesize(segment, voice)) as chunks:
                async for chunk in chunks:
                    if not audio_s:
                        span.add_event("first audio")
                    audio_s += chunk.duration_s
                    task.made(chunk.duration_s)
                    yield chunk
            span.set_attribute("audio_s", audio_s)
        self._telemetry.spoken(audio_s, time.perf_counter() - begun)
        yield self._workload.load(engine.active)

    @contextmanager
    def _queued(self, segment: Segment) -> Iterator[Task]:
        try:
            with self._workload.accept(segment) as task:
                self._telemetry.queued(self._workload.queued_audio_s)
                yield task
        finally:
            self._telemetry.queued(self._workload.queued_audio_s)

    @contextmanager
    def _foreseen(self) -> Iterator[None]:
        """Whatever an engine raises, out of memory say, is that engine's failure: another may do better."""
        try:
            yield
        except ModelError:
            raise
        except Exception as error:
            log.exception("engine %s", self._name)
            raise EngineFailed(self._name, f"{type(error).__name__}; the log tells more.") from None

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

    def record_autoscaling_stats(self) -> dict[str, float]:
        """Ray Serve asks for this every few seconds where the deployment has an `autoscaling_config`."""
        return self._workload.report(0 if isinstance(self._engine, EngineUnavailable) else self._engine.active)

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
