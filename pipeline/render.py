"""The story of a render, top to bottom. Read this first.

An Ingress calls `frames`: have the text rendered, and go on elsewhere should the replica that renders
it die. An Encoder reads the beginning of the text into a script and runs `render`: while the first
segments are synthesized the rest of the text is normalised, then segments are made a few ahead of
its own output unless they are known already, their PCM is encoded as it comes, and the bytes are
sent on at once. What either needs from another process comes in as a plain callable, so
the whole of it runs in one process in tests.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from models.engine import AudioChunk
from pipeline.ahead import ahead
from pipeline.due import Due
from pipeline.encode import Encoder
from pipeline.errors import RenderLost
from pipeline.frames import Bytes, Finished, Frame, Started
from pipeline.loudness import Loudness
from pipeline.resume import resume
from pipeline.routing import Routing, Spoken
from pipeline.script import Line, Script
from pipeline.segments import Tally
from pipeline.spec import CHARS_PER_AUDIO_S, RenderSpec

Normalize = Callable[[RenderSpec], Awaitable[Script]]
RenderText = Callable[[RenderSpec], AsyncGenerator[Frame, None]]

SHORTEST_S = 0.1
"""A body without any sample cannot be decoded by anyone, so silence of this length stands in for it."""


async def already(spec: RenderSpec) -> Script:
    """Of scripts that are whole, which nobody asks to have completed."""
    raise NotImplementedError(spec)


async def frames(spec: RenderSpec, render_text: RenderText) -> AsyncGenerator[Frame, None]:
    """The Ingress's half: text in, frames out."""
    heard = Heard()

    def begin() -> AsyncGenerator[Frame, None]:
        if heard.fallback:
            raise RenderLost
        return render_text(replace(spec, fallback="never") if heard.anything else spec)

    async with aclosing(resume(begin, frame_bytes, cut_frame, RenderLost)) as stream:
        async for frame in stream:
            heard.note(frame)
            yield frame


@dataclass(slots=True)
class Heard:
    """What a listener has of a render: only the voice that was asked for says the same a second time."""

    anything: bool = False
    fallback: bool = False

    def note(self, frame: Frame) -> None:
        if isinstance(frame, Bytes):
            self.anything, self.fallback = True, frame.fallback


async def render(
    script: Script, spec: RenderSpec, routing: Routing, segments_ahead: int, normalize: Normalize = already
) -> AsyncGenerator[Frame, None]:
    """The Encoder's half: script in, Started, Bytes... and Finished out. `normalize` has all of a script's lines."""
    tally = Tally()
    output, started, fallback = Output(spec), False, False
    speaking, heard = partial(speak, spec, routing, tally), asyncio.Event()
    stretches = scripts(script, spec, normalize, heard)
    async with aclosing(pcm(stretches, spec, speaking, segments_ahead)) as pieces:
        async for piece in pieces:
            fallback = fallback or piece.voice is not spec.voice
            data = output.feed(piece)
            await routing.courtesy.give_way(spec.lane)  # encoding is CPU work
            if data and not started:
                started = True
                yield Started(piece.voice.engine, spec.audio.sample_rate, fallback=fallback)
            if data:
                yield Bytes(data, fallback)
                heard.set()
    if not started:
        yield Started(spec.voice.engine, spec.audio.sample_rate, fallback=fallback)
    yield Bytes(output.close(), fallback)
    yield finished(spec, tally, output)


async def scripts(
    script: Script, spec: RenderSpec, normalize: Normalize, heard: asyncio.Event
) -> AsyncGenerator[Sequence[Line], None]:
    """The lines, in one stretch or, where these are only the first, in two. The others are read once there is
    something to be heard, for until then the cores are wanted for that."""
    if script.whole:
        yield script.lines
        return

    async def read() -> Script:
        await heard.wait()
        return await normalize(spec)

    whole = asyncio.create_task(read())
    whole.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # who left early never asks
    try:
        yield script.lines
        heard.set()  # or never will be: they may be too short for a codec
        yield (await whole).lines[len(script.lines) :]
    finally:
        whole.cancel()


async def pcm(
    stretches: AsyncGenerator[Sequence[Line], None],
    spec: RenderSpec,
    speaking: Callable[[Line], AsyncGenerator[Spoken, None]],
    segments_ahead: int,
) -> AsyncGenerator[Spoken, None]:
    """Lines as one stream of PCM at the voice's sample rate, with the pauses between them."""
    silent, pause_s, due = True, 0.0, Due(spec.timeout_s)

    def begin(line: Line) -> AsyncGenerator[Spoken, None]:
        due_at = due.begin(len(line.text) / CHARS_PER_AUDIO_S / spec.rate)
        return speaking(replace(line, due=due_at) if spec.lane == "interactive" else line)

    async with aclosing(stretches):
        async for lines in stretches:
            async with aclosing(ahead(lines, begin, segments_ahead)) as spoken:
                async for line, pieces in spoken:
                    if pause_s:
                        due.send(pause_s / spec.rate)
                        yield silence(pause_s, spec)
                    pause_s = line.pause_s
                    async for piece in pieces:
                        silent = False
                        due.send(piece.chunk.duration_s)
                        yield piece
                    due.end()
    if silent:
        yield silence(SHORTEST_S, spec)


async def speak(spec: RenderSpec, routing: Routing, tally: Tally, line: Line) -> AsyncGenerator[Spoken, None]:
    """One line's audio, which may be a mere pause."""
    if not line.text:
        return
    async with aclosing(routing.speak(line, spec, tally)) as pieces:
        async for piece in pieces:
            yield piece


def silence(duration_s: float, spec: RenderSpec) -> Spoken:
    rate = spec.voice.sample_rate
    return Spoken(spec.voice, AudioChunk(np.zeros(round(duration_s / spec.rate * rate), np.int16), rate))


class Output:
    """Gain, limiter and codec of one response."""

    def __init__(self, spec: RenderSpec) -> None:
        self._loudness = Loudness(spec.voice.sample_rate)
        self._encoder = Encoder(spec.audio)
        self.cpu_s = 0.0
        """Spent so far by this thread."""

    @property
    def duration_s(self) -> float:
        """Audio seconds encoded so far."""
        return self._encoder.duration_s

    def feed(self, piece: Spoken) -> bytes:
        begun = time.thread_time()
        data = self._encoder.encode(self._loudness.feed(piece.chunk, piece.voice.gain_db))
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
        fallback_segments=tally.fallbacks,
        cached_segments=tally.kept,
        cacheable=not tally.fallbacks,
        encoder_cpu_s=output.cpu_s,
    )


# How `resume` measures and cuts what it carries.


def frame_bytes(frame: Frame) -> int:
    return len(frame.data) if isinstance(frame, Bytes) else 0


def cut_frame(frame: Frame, size: int) -> Frame:
    return replace(frame, data=frame.data[size:]) if isinstance(frame, Bytes) else frame
