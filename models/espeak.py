"""eSpeak NG: 130 languages, formant synthesis, no weights, no accelerator. `espeak_process` does the speaking."""

import asyncio
import json
import socket
import struct
import subprocess
import sys
import weakref
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

import numpy as np

from models import espeak_process
from models.engine import BYTES_PER_SAMPLE, AudioChunk, Segment
from models.errors import EngineFailed, EngineUnavailable
from models.slots import Slots
from models.tempo import Samples, Tempo
from models.voice import Voice

SAMPLE_RATE = 22050
CHUNK_BYTES = SAMPLE_RATE * espeak_process.PIECE_MS // 1000 * BYTES_PER_SAMPLE
NORMAL_SPEED = 175
"""Words per minute that the library speaks at unless told otherwise."""
SLOWEST, FASTEST = 80, 700
"""Words per minute: the library takes anything less for 80, and 700 is four times the normal speed."""
BUFFER_BYTES = 2**24
"""More than a segment's speech, so that no copy of the process ever waits for a slow reader."""


class EspeakEngine:
    """Speaks up to `slots` segments at once, each in a copy of one process; int16 PCM at 22050 Hz.

    Raises EngineUnavailable when the extra "espeak" is not installed.
    """

    def __init__(self, *, slots: int = 2) -> None:
        self._slots = Slots(slots)
        self._paths = _library_paths()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        return self._slots.active

    def prepare(self, voice: Voice) -> None:
        """Nothing: every voice is there from the start."""

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 120 ms. Raises EngineFailed, EngineUnavailable, or DeadlineExceeded if it never got a slot."""
        pending = bytearray()
        async with aclosing(self._at_rate(segment, voice)) as pieces:
            async for samples in pieces:
                pending += samples.tobytes()
                while len(pending) >= CHUNK_BYTES:
                    yield _chunk(pending[:CHUNK_BYTES])
                    del pending[:CHUNK_BYTES]
        if pending:
            yield _chunk(pending)

    async def _at_rate(self, segment: Segment, voice: Voice) -> AsyncGenerator[Samples, None]:
        speed = min(max(round(NORMAL_SPEED * segment.rate), SLOWEST), FASTEST)
        factor = segment.rate * NORMAL_SPEED / speed
        tempo = None if 0.99 < factor < 1.01 else Tempo(factor, SAMPLE_RATE)
        async with aclosing(self._pieces(segment, voice, speed)) as pieces:
            async for piece in pieces:
                samples = np.frombuffer(piece, np.int16)
                yield tempo.feed(samples) if tempo else samples
        if tempo:
            yield tempo.flush()

    async def _pieces(self, segment: Segment, voice: Voice, words_per_minute: int) -> AsyncGenerator[bytes, None]:
        request: dict[str, object] = {
            "text": segment.text,
            "language": segment.language,
            "speaker": voice.speaker,
            "words_per_minute": words_per_minute,
            "seed": segment.seed,
        }
        # The slot is for making speech, not for listening to it: a task of its own gives it back in time.
        made: asyncio.Queue[bytes] = asyncio.Queue()
        making = asyncio.create_task(self._make(request, segment.deadline, made))
        making.add_done_callback(lambda _: made.put_nowait(b""))
        try:
            while piece := await made.get():
                yield piece
            await making
        finally:
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)

    async def _make(self, request: dict[str, object], deadline: float | None, made: asyncio.Queue[bytes]) -> None:
        async with self._slots.hold(deadline):
            try:
                async with self._copy(request) as frames:
                    while length := struct.unpack("!i", await frames.readexactly(4))[0]:
                        if length == espeak_process.REFUSED:
                            raise EngineFailed("espeak", f"it has no language '{request['language']}'.")
                        made.put_nowait(await frames.readexactly(length))
            except (asyncio.IncompleteReadError, ConnectionError):
                raise EngineFailed("espeak", "its process died.") from None

    @asynccontextmanager
    async def _copy(self, request: dict[str, object]) -> AsyncIterator[asyncio.StreamReader]:
        """What one copy of the process sends; leaving the block stops it."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._server(), [b"+"], [theirs.fileno()])
        reader, writer = await asyncio.open_connection(sock=ours, limit=BUFFER_BYTES)
        try:
            writer.write(json.dumps(request).encode() + b"\n")
            yield reader
        finally:
            writer.transport.abort()

    def _server(self) -> socket.socket:
        """The way to the process, which is started when it is not there."""
        if self._control is None or self._process is None or self._process.poll() is not None:
            self._control, theirs = socket.socketpair()
            command = [sys.executable, "-I", espeak_process.__file__, str(theirs.fileno()), *self._paths]
            with theirs:
                self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603
            weakref.finalize(self, _stop, self._control, self._process)
        return self._control


def _stop(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    process.wait()


def _chunk(data: bytearray) -> AudioChunk:
    return AudioChunk(np.frombuffer(bytes(data), np.int16), SAMPLE_RATE)


def _library_paths() -> tuple[str, str]:
    try:
        import espeakng_loader  # noqa: PLC0415 - an extra, which may be missing

        paths = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    except (ImportError, RuntimeError):
        raise EngineUnavailable("espeak", 'install the extra "espeak" (espeakng-loader).') from None
    return paths
