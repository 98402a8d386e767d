"""What the tests of the load harness share: servers of their own, and audio that can be decoded."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp
import av
import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.load.plan import Plan

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def serving() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    """Starts a server of one handler, in this process; gives its address."""
    async with AsyncExitStack() as stack:

        async def serve(handler: Handler) -> str:
            app = web.Application()
            app.router.add_post("/v1/audio/speech", handler)
            server = await stack.enter_async_context(TestServer(app))
            return str(server.make_url("/"))

        yield serve


@pytest.fixture
async def session(serving) -> AsyncIterator[Callable[[Handler], Awaitable[aiohttp.ClientSession]]]:
    """The same, with a session of that server."""
    async with AsyncExitStack() as stack:

        async def open_session(handler: Handler) -> aiohttp.ClientSession:
            return await stack.enter_async_context(aiohttp.ClientSession(await serving(handler)))

        yield open_session


@pytest.fixture
def plan() -> Callable[..., Plan]:
    def make(**changes) -> Plan:
        given = {"driver": "openai", "target": None, "workload": "sentences", "duration_s": 0.3, "seed": 1}
        return Plan(**{**given, **changes})

    return make


@pytest.fixture(scope="session")
def encoded() -> Callable[..., bytes]:
    """A tone of so many seconds as FFmpeg's container and codec have it."""

    def encode(container: str, codec: str, seconds: float = 2.0, **options: str) -> bytes:
        rate, out = 48_000, io.BytesIO()
        samples = (np.sin(np.arange(round(seconds * rate)) / 30) * 9000).astype(np.int16)[None]
        with av.open(out, "w", format=container, options=options) as file:
            stream = file.add_stream(codec, rate=rate)
            stream.layout = "mono"
            stream.codec_context.open()
            size = stream.codec_context.frame_size or 1024
            resampler = av.AudioResampler(stream.codec_context.format, "mono", rate, frame_size=size)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate = rate
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                file.mux(stream.encode(part))
            file.mux(stream.encode(None))
        return out.getvalue()

    return encode
