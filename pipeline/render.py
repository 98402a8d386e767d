"""The story of a render, top to bottom. Read this first.

An Ingress calls `frames`: normalise the text into a script, have it rendered, and go on elsewhere
should the replica that renders it die. An Encoder runs `render`: segments are synthesized a few
ahead of its own output unless they are known already, their PCM is encoded as it comes, and the
bytes are sent on at once. What either needs from another process comes in as a plain callable, so
the whole of it runs in one process in tests.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial

import numpy as np

from models.engine import AudioChunk, Segment
from models.errors import EngineLost
from models.voice import Voice
from pipeline.ahead import ahead
from pipeline.encode import Encoder
from pipeline.errors import RenderLost
from pipeline.frames import Bytes, Finished, Frame, Started
from pipeline.loudness import Loudness
from pipeline.resume import resume
from pipeline.script import Line, Script, segment
from pipeline.segments import Segments, Synthesize, Tally
from pipeline.spec import RenderSpec

Normalize = Callable[[RenderSpec], Awaitable[Script]]
RenderScript = Callable[[Script, RenderSpec], AsyncGenerator[Frame, None]]

SHORTEST_S = 0.1
"""A body without any sample cannot be decoded by anyone, so silence of this length stands in for it."""


async def frames(spec: RenderSpec, normalize: Normalize, render_script: RenderScript) -> AsyncGenerator[Frame, None]:
    """The Ingress's half: text in, frames out."""
    script = await normalize(spec)
    async with aclosing(resume(partial(render_script, script, spec), frame_bytes, cut_frame, RenderLost)) as stream:
        async for frame in stream:
            yield frame


async def render(
    script: Script, spec: RenderSpec, segments: Segments, synthesize: Synthesize, segments_ahead: int
) -> AsyncGenerator[Frame, None]:
    """The Encoder's half: script in, Started, Bytes... and Finished out."""
    tally = Tally()
    speaking = partial(speak, spec, segments, synthesize, tally)
    output, started = Output(spec), False
    async with aclosing(pcm(script, spec, speaking, segments_ahead)) as chunks:
        async for chunk in chunks:
            data = output.feed(chunk)
            await asyncio.sleep(0)  # encoding is CPU work: the other renders of this replica have their turn
            if data and not started:
                started = True
                yield Started(spec.voice.engine, spec.audio.sample_rate, fallback=False)
            if data:
                yield Bytes(data)
    if not started:
        yield Started(spec.voice.engine, spec.audio.sample_rate, fallback=False)
    yield Bytes(output.close())
    yield finished(spec, tally, output)


async def pcm(
    script: Script, spec: RenderSpec, speaking: Callable[[Line], AsyncGenerator[AudioChunk, None]], segments_ahead: int
) -> AsyncGenerator[AudioChunk, None]:
    """The script as one stream of PCM at the voice's sample rate, pauses included."""
    silent = True
    async with aclosing(ahead(script.lines, speaking, segments_ahead)) as spoken:
        async for line, chunks in spoken:
            async for chunk in chunks:
                silent = False
                yield chunk
            if line.pause_s and line is not script.lines[-1]:
                yield silence(line.pause_s, spec)
    if silent:
        yield silence(SHORTEST_S, spec)


async def speak(
    spec: RenderSpec, segments: Segments, synthesize: Synthesize, tally: Tally, line: Line
) -> AsyncGenerator[AudioChunk, None]:
    """One line's audio: known, or made and then known."""
    if not line.text:
        return
    wanted = replace(segment(line, spec), deadline=time.time() + spec.timeout_s)
    making = partial(finished_elsewhere, synthesize)
    async with aclosing(segments.speak(wanted, spec.voice, making, spec.cache, tally)) as chunks:
        async for chunk in chunks:
            yield chunk


def finished_elsewhere(synthesize: Synthesize, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
    """One segment's audio, finished by another replica should the first one die."""
    return resume(partial(synthesize, segment, voice), chunk_samples, cut_chunk, EngineLost)


def silence(duration_s: float, spec: RenderSpec) -> AudioChunk:
    rate = spec.voice.sample_rate
    return AudioChunk(np.zeros(round(duration_s / spec.rate * rate), np.int16), rate)


class Output:
    """Gain, limiter and codec of one response."""

    def __init__(self, spec: RenderSpec) -> None:
        self._loudness = Loudness(spec.voice.gain_db, spec.voice.sample_rate)
        self._encoder = Encoder(spec.audio)
        self.cpu_s = 0.0
        """Spent so far by this thread."""

    @property
    def duration_s(self) -> float:
        """Audio seconds encoded so far."""
        return self._encoder.duration_s

    def feed(self, chunk: AudioChunk) -> bytes:
        begun = time.thread_time()
        data = self._encoder.encode(self._loudness.feed(chunk))
        self.cpu_s += time.thread_time() - begun
        return data

    def close(self) -> bytes:
        begun = time.thread_time()
        data = self._encoder.encode(self._loudness.flush()) + self._encoder.close()
        self.cpu_s += time.thread_time() - begun
        return data


def finished(spec: RenderSpec, tally: Tally, output: Output) -> Finished:
    return Finished(
        duration_s=output.duration_s,
        characters=len(spec.text),
        segments=tally.kept + tally.made,
        fallback_segments=0,
        cached_segments=tally.kept,
        cacheable=True,
        encoder_cpu_s=output.cpu_s,
    )


# How `resume` measures and cuts what it carries.


def chunk_samples(chunk: AudioChunk) -> int:
    return len(chunk.samples)


def cut_chunk(chunk: AudioChunk, samples: int) -> AudioChunk:
    return replace(chunk, samples=chunk.samples[samples:])


def frame_bytes(frame: Frame) -> int:
    return len(frame.data) if isinstance(frame, Bytes) else 0


def cut_frame(frame: Frame, size: int) -> Frame:
    return Bytes(frame.data[size:]) if isinstance(frame, Bytes) else frame
