"""`python -m benchmarks.repeats`: what a cached answer costs, beside a handler that returns the same bytes.

First with answers that are kept in the server's process, then in a Redis beside it, and then in both, as what was asked
for within the last minute is where there is a Redis.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.latency import summary
from benchmarks.redis_process import RedisProcess
from benchmarks.serving import ROOT
from cache.folder import FolderObjects
from cache.memory import MemoryStore
from cache.near import Near
from cache.redis import RedisStore
from cache.redis_server import RedisServer
from cache.sealed import Sealed
from cache.signed import SignedLinks
from cache.single_flight import LocalFlights
from cache.sqlite_queue import SqliteQueue
from cache.store import Store
from deployments.api.account import Account
from deployments.api.app import Backend, create_app
from deployments.environment import free_port
from deployments.settings import Settings
from models.fake import FakeEngine
from models.voice import Voices
from pipeline.clones import Clones
from pipeline.frames import Frame
from pipeline.kept import Responses
from pipeline.render import frames, render
from pipeline.routing import Routing
from pipeline.segment import segment_text
from pipeline.segments import Segments
from pipeline.spec import RenderSpec

TEXT = "This is a sentence of which the audio is kept."
AUDIO_BYTES = 30_000
RATE_PER_S, OPEN_LOOP_S = 300, 10
CONNECTIONS, CLOSED_LOOP_S, ROUNDS = 16, 2, 5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--serve", type=int, metavar="PORT", help="be the server")
    arguments.add_argument("--redis", metavar="URL", help="which that server keeps its answers in")
    arguments.add_argument("--near", action="store_true", help="and in its process besides")
    chosen = arguments.parse_args()
    if chosen.serve:
        app = Timed(application(chosen.redis, near=chosen.near))
        uvicorn.run(app, port=chosen.serve, log_level="error", access_log=False, timeout_keep_alive=60)
        return
    print("kept in the server's process")
    measure(free_port())
    for where, options in (("kept in Redis, through a socket", ()), ("kept there and near", ("--near",))):
        with tempfile.TemporaryDirectory() as folder:
            redis = RedisProcess(Path(folder))
            redis.start()
            try:
                print(where)
                measure(free_port(), "--redis", redis.url, *options)
            finally:
                redis.stop()


def measure(port: int, *options: str) -> None:
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.repeats", "--serve", str(port), *options], cwd=ROOT)
    try:
        asyncio.run(compare(port))
    finally:
        server.terminate()
        server.wait()


async def compare(port: int) -> None:
    speech = request("POST /v1/audio/speech", {"input": TEXT, "speed": 46 / 15 / (AUDIO_BYTES / 8000)})
    print(f"mp3 of {len(await first_answer(port, speech))} bytes")
    await timings(port)
    await open_loop(port, speech)
    taken = summary(await timings(port))
    print(f"cached, open loop, {RATE_PER_S}/s for {OPEN_LOOP_S} s, entry to last send, ms", taken)
    for _ in range(ROUNDS):
        cached, empty = await closed_loop(port, speech), await closed_loop(port, request("POST /nothing", {}))
        print(f"closed loop: cached {cached:.0f}/s, empty handler {empty:.0f}/s, ratio {cached / empty:.2f}")


# The server


def application(redis: str | None, *, near: bool) -> FastAPI:
    """The API over an engine of tones, answers kept in this process, in Redis or both, and the handler beside them."""
    engine = FakeEngine()
    routing = Routing(Segments(MemoryStore(2**26), LocalFlights(), ttl_s=3600), engine.synthesize)

    def encode(spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return render(segment_text(spec.text, spec.manner), spec, routing, segments_ahead=4)

    async def ready() -> None:
        """At once."""

    async def metrics() -> bytes:
        return b""

    def observe(_: Account) -> None:
        """Nothing."""

    kept: Store = Sealed(RedisStore(RedisServer(redis), max_entry_bytes=2**22)) if redis else MemoryStore(2**26)
    responses = Responses(Near(kept, 2**26) if near else kept, ttl_s=3600, max_bytes=2**22)
    objects = FolderObjects(ROOT / "var" / "objects")
    backend = Backend(
        Voices.built_in({"fake"}),
        lambda spec: frames(spec, encode),
        ready,
        responses,
        observe,
        metrics,
        Clones(objects),
        objects,
        SignedLinks(b"secret"),
        SqliteQueue(ROOT / "var" / "queue.sqlite", "benchmark"),
    )
    settings = Settings(engines={"fake": {}}, default_voice="fake", model_aliases=("tts-1",))
    app = create_app(settings, (), backend)
    body = bytes(AUDIO_BYTES)

    @app.post("/nothing")
    async def nothing() -> Response:
        return Response(body, media_type="audio/mpeg")

    return app


class Timed:
    """Milliseconds from the entry of each request to its last send; `/timings` tells them and forgets them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._taken: list[float] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/timings":
            taken, self._taken = self._taken, []
            await Response(json.dumps(taken))(scope, receive, send)
            return
        begun = time.perf_counter()

        async def timed_send(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._taken.append((time.perf_counter() - begun) * 1000)

        await self._app(scope, receive, timed_send)


# The client: bare sockets, because every HTTP client for Python would be the bottleneck.


def request(line: str, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = f"{line} HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes) -> bytes:
    """The body of an answer that has a length."""
    writer.write(asked)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"200 ok" not in head:
        raise RuntimeError(head.decode())
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return await reader.readexactly(length)


async def first_answer(port: int, asked: bytes) -> bytes:
    """Wait for the server, have the audio made, and ask for it again."""
    for _ in range(200):
        await asyncio.sleep(0.05)
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            continue
        writer.write(asked)
        await reader.readuntil(b"\r\n0\r\n\r\n")
        return await ask(reader, writer, asked)
    raise RuntimeError("the server did not start")


async def timings(port: int) -> list[float]:
    taken: list[float] = json.loads(
        await ask(*await asyncio.open_connection("127.0.0.1", port), request("GET /timings", {}))
    )
    return taken


async def open_loop(port: int, asked: bytes) -> None:
    """Poisson arrivals: a request is sent when it is due, whether or not earlier ones were answered."""
    free = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    due, end, waiting = time.perf_counter(), time.perf_counter() + OPEN_LOOP_S, []

    async def one() -> None:
        connection = free.pop() if free else await asyncio.open_connection("127.0.0.1", port)
        await ask(*connection, asked)
        free.append(connection)

    while due < end:
        await asyncio.sleep(due - time.perf_counter())
        waiting.append(asyncio.create_task(one()))
        due += random.expovariate(RATE_PER_S)
    await asyncio.gather(*waiting)


async def closed_loop(port: int, asked: bytes) -> float:
    """Answers per second to callers who ask again at once."""
    end, answers = time.perf_counter() + CLOSED_LOOP_S, 0

    async def caller() -> None:
        nonlocal answers
        connection = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            await ask(*connection, asked)
            answers += 1

    await asyncio.gather(*(caller() for _ in range(CONNECTIONS)))
    return answers / CLOSED_LOOP_S


if __name__ == "__main__":
    main()
