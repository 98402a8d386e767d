"""What the tests of the API share: the application over an engine of tones, and three ways to call it."""

import asyncio
import io
import json
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread

import av
import httpx
import numpy as np
import pytest
import uvicorn
import yaml
from fastapi import FastAPI

from cache.errors import QueueUnavailable
from cache.folder import FolderObjects
from cache.memory import MemoryStore
from cache.signed import SignedLinks
from cache.single_flight import LocalFlights
from deployments.api.account import Account
from deployments.api.app import Backend, create_app
from deployments.api.errors import MetricsUnavailable
from deployments.api.health import Ready
from deployments.clips import Clips
from deployments.settings import Settings
from models.engine import AudioChunk, Segment
from models.errors import EngineUnavailable
from models.fake import FakeEngine
from models.voice import Voice, Voices
from pipeline.clones import Clones
from pipeline.frames import Frame
from pipeline.kept import Responses
from pipeline.render import frames, render
from pipeline.routing import Routing
from pipeline.script import Script
from pipeline.segment import opening, segment_text
from pipeline.segments import Segments
from pipeline.spec import RenderSpec

SPEECH = "/v1/audio/speech"
SERVE_CONFIG = Path(__file__).parents[3] / "serve_config.yaml"

CONTAINERS = {
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/wav": "wav",
    "audio/pcm": "s16le",
}
"""What each Content-Type promises, as FFmpeg calls it."""


async def at_once() -> None:
    """Ready."""


async def no_metrics() -> bytes:
    raise MetricsUnavailable("there is no node")


class Clock:
    """Unix time, which a test may move on."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_s


class Taken:
    """A queue that is only filled."""

    def __init__(self) -> None:
        self.items: list[tuple[str, int, str]] = []
        self.away = False

    async def add(self, batch: str, items: Sequence[int], priority: str) -> None:
        if self.away:
            raise QueueUnavailable("it was stopped")
        self.items += [(batch, item, priority) for item in items]


class House:
    """The whole server but Ray.

    It remembers nothing unless `kept_bytes` says so, and no voice can be cloned unless `home` is a folder.

    Texts with Boom fail, with Crack fail late, with Stuck never end, with Away find no engine, Bug is one.
    """

    def __init__(
        self,
        *,
        keys: tuple[str, ...] = (),
        limits: dict | None = None,
        http: dict | None = None,
        voice_aliases: tuple[str, ...] = ("alloy",),
        model_aliases: tuple[str, ...] = ("tts-1",),
        ready: Ready = at_once,
        slots: int = 1,
        echo_request_id: bool = True,
        kept_bytes: int = 0,
        home: Path = Path("/nowhere"),
        engines: tuple[str, ...] = ("fake", "espeak"),
        objects: dict[str, object] | None = None,
    ) -> None:
        self.new_engine(slots)
        self.objects = FolderObjects(home / "objects")
        self.clips = Clips(self.objects, home / "clips")
        settings = Settings(
            engines={engine: {} for engine in engines},
            default_voice=engines[0],
            voice_aliases=dict.fromkeys(voice_aliases, engines[0]),
            model_aliases=model_aliases,
            limits=limits or {},
            http=http or {},
            objects=objects or {},
        )
        self.segments = Segments(MemoryStore(kept_bytes), LocalFlights(), ttl_s=60)
        responses = Responses(MemoryStore(kept_bytes), ttl_s=60, max_bytes=kept_bytes)
        self.accounts: list[Account] = []
        voices = Voices.built_in(set(settings.engines))
        clones = Clones(self.objects)
        self.clock = Clock()
        self.links = SignedLinks(b"secret", self.clock)
        self.queue = Taken()
        backend = Backend(
            voices,
            self.frames,
            ready,
            responses,
            self.accounts.append,
            no_metrics,
            clones,
            self.objects,
            self.links,
            self.queue,
        )
        self.app = create_app(settings, keys, backend, echo_request_id=echo_request_id)
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    def new_engine(self, slots: int = 1) -> None:
        self.engine = FakeEngine(slots=slots, faults={"Boom": "fail", "Crack": "fail_late", "Stuck": "hang"})

    def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return frames(spec, self.render)

    async def opening(self, spec: RenderSpec) -> Script:
        if "Bug" in spec.text:
            raise ArithmeticError("nobody foresaw this")
        if "Away" in spec.text:
            raise EngineUnavailable("fake", "wait for it")
        return opening(spec.text, spec.manner)

    async def normalize(self, spec: RenderSpec) -> Script:
        return segment_text(spec.text, spec.manner)

    async def render(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        script, routing = await self.opening(spec), Routing(self.segments, self.synthesize)
        async with aclosing(render(script, spec, routing, 2, self.normalize)) as rendering:
            async for frame in rendering:
                yield frame

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        async with aclosing(self.engine.synthesize(segment, await self.clips.local(voice))) as chunks:
            async for chunk in chunks:
                yield chunk

    async def speak(self, text: object = "Hello there.", **fields) -> httpx.Response:
        return await self.client.post(SPEECH, json={"input": text, **fields})

    async def send(self, content: bytes | AsyncIterator[bytes], **headers: str) -> httpx.Response:
        """A body as it is."""
        return await self.client.post(SPEECH, content=content, headers=headers)


class Wire:
    """One request to the application by hand: when the client goes, and how it reads, is for the test to say."""

    def __init__(
        self,
        app: FastAPI,
        *pieces: bytes,
        headers: dict[str, str] | None = None,
        ends: bool = True,
        path: str = SPEECH,
    ) -> None:
        self.sent: list[dict] = []
        self.gone = asyncio.Event()
        self.reading = asyncio.Event()
        self.reading.set()
        self._pieces, self._ends = deque(pieces), ends
        self._news = asyncio.Condition()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
            "client": ("127.0.0.1", 1),
            "server": ("test", 80),
        }
        self.exchange = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> dict:
        if self._pieces:
            piece = self._pieces.popleft()
            return {"type": "http.request", "body": piece, "more_body": bool(self._pieces) or not self._ends}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict) -> None:
        await self.reading.wait()
        async with self._news:
            self.sent.append(message)
            self._news.notify_all()

    async def until_sent(self, messages: int) -> None:
        """Wait for that many: the first has the status, the others the body."""
        async with self._news, asyncio.timeout(5):
            await self._news.wait_for(lambda: len(self.sent) >= messages)

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])

    @property
    def complete(self) -> bool:
        return bool(self.sent) and not self.sent[-1].get("more_body", True)


async def became_true(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.001)


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[int]:
    """The application behind a real socket, on the port that is yielded."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await became_true(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


@contextmanager
def served_apart(app: FastAPI) -> Iterator[str]:
    """The application behind a real socket in a thread of its own: the yielded address serves clients that block."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.001)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def tone_seconds(body: bytes, content_type: str) -> float:
    """How long a body sounds, decoded by its Content-Type alone; it has to be an engine's tone, in mono."""
    headerless = {"sample_rate": "24000", "ch_layout": "mono"} if content_type == "audio/pcm" else {}
    with av.open(io.BytesIO(body), format=CONTAINERS[content_type], options=headerless) as container:
        frames = list(container.decode(audio=0))
    assert {frame.layout.nb_channels for frame in frames} == {1}
    samples = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    full_scale = 1 if samples.dtype.kind == "f" else 32768
    assert np.abs(samples / full_scale).max() == pytest.approx(0.25, abs=0.1)
    return len(samples) / frames[0].sample_rate


@pytest.fixture(scope="session")
def make_house() -> type[House]:
    return House


@pytest.fixture(scope="session")
def one_house() -> House:
    return House()


@pytest.fixture
def house(one_house: House) -> House:
    """The same application for all tests, because none must harm the next; a new engine for each."""
    one_house.new_engine()
    return one_house


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """What a client is told to call: a house with every name that serve_config.yaml gives to clients."""
    names = yaml.safe_load(SERVE_CONFIG.read_text())["applications"][0]["args"]
    aliases = {kind: tuple(names[kind]) for kind in ("voice_aliases", "model_aliases")}
    with served_apart(House(**aliases).app) as address:
        yield f"{address}/v1"


@pytest.fixture(scope="session")
def locked_url() -> Iterator[str]:
    """The same of a house that asks for the key `secret`."""
    with served_apart(House(keys=("secret",)).app) as address:
        yield f"{address}/v1"


@pytest.fixture
async def http(base_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Sends what it is told to `base_url`, for clients that are replayed."""
    async with httpx.AsyncClient(base_url=base_url, verify=False) as client:  # noqa: S501 - reading certificates is slow
        yield client


@pytest.fixture(scope="session")
def heard_s() -> Callable[[bytes, str], float]:
    return tone_seconds


@pytest.fixture
def wire() -> Callable[..., Wire]:
    """A POST of these fields to the house, by hand."""

    def post(house: House, **fields) -> Wire:
        return Wire(house.app, json.dumps(fields).encode())

    return post


@pytest.fixture
def raw_wire() -> type[Wire]:
    return Wire


@pytest.fixture
def serve() -> Callable[[FastAPI], AbstractAsyncContextManager[int]]:
    return served


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Wait until something is so, 5 seconds at most."""
    return became_true


@pytest.fixture
def settle() -> Callable[[], Awaitable[None]]:
    """Let everything run that need not wait for a clock."""

    async def turns() -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    return turns
