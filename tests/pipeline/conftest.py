"""What the tests of a render share: a voice of tones and specs for it."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.fake import FakeEngine
from models.voice import Voice, Voices
from pipeline.formats import AudioFormat, FormatName
from pipeline.joining import MakeFrames
from pipeline.render import frames, render
from pipeline.routing import Routing
from pipeline.script import Script
from pipeline.segment import opening, segment_text
from pipeline.segments import Segments
from pipeline.spec import RenderSpec


class Clock:
    """Stands still unless it is moved; seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def voice() -> Voice:
    return Voices.built_in({"fake"})["fake"]


@pytest.fixture
def make_spec(voice: Voice) -> Callable[..., RenderSpec]:
    def make(text: str = "Hello there.", name: FormatName = "pcm", **fields) -> RenderSpec:
        audio = AudioFormat.choose(name, voice.sample_rate, None, None)
        return RenderSpec(**{"voice": voice, "language": "en-us", "audio": audio, "timeout_s": 30, **fields}, text=text)

    return make


async def normalize(spec: RenderSpec) -> Script:
    return segment_text(spec.text, spec.manner)


@pytest.fixture
def forgetful() -> Segments:
    """Nothing is kept, so that every segment is made."""
    return Segments(MemoryStore(0), LocalFlights(), ttl_s=1)


@pytest.fixture
def routing(forgetful: Segments) -> Callable[..., Routing]:
    """Of an engine whose segments are not kept."""
    return partial(Routing, forgetful)


@pytest.fixture
def frames_of(routing: Callable[..., Routing]) -> Callable[[FakeEngine], MakeFrames]:
    """All of a render in one process, over an engine of tones."""

    def make(engine: FakeEngine) -> MakeFrames:
        return partial(
            frames,
            render_text=lambda spec: render(
                opening(spec.text, spec.manner), spec, routing(engine.synthesize), 2, normalize
            ),
        )

    return make


@pytest.fixture
def settle() -> Callable[[], Awaitable[None]]:
    """Let everything run that need not wait for a clock."""

    async def turns() -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    return turns
