import asyncio
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest
from wyoming.event import Event, async_read_event, async_write_event

from benchmarks.load.errors import NotOpened
from benchmarks.load.workloads.prompt import Prompt

START = Event("audio-start", {"rate": 22_050, "width": 2, "channels": 1})
HALF = Event("audio-chunk", {"rate": 22_050, "width": 2, "channels": 1}, bytes(22_050))
STOP, STOPPED = Event("audio-stop"), Event("synthesize-stopped")
WORDS = Prompt("One. Two.", words_per_s=5.0)


class Server:
    """Hears one text out, then does `steps`: events, bytes as they are, and what else is to be done."""

    def __init__(self, *steps, piecemeal=False):
        self.steps, self.heard, self.connections = steps, [], 0
        self.info = Event("info", {"tts": [{"name": "it", "supports_synthesize_streaming": piecemeal}]})

    async def __call__(self, reader, writer):
        self.connections += 1
        while (event := await async_read_event(reader)) is not None:
            if event.type == "describe":
                await async_write_event(self.info, writer)
            else:
                self.heard.append((event.type, event.data))
            if event.type in {"synthesize", "synthesize-stop"}:
                for step in self.steps:
                    await done(step, writer)
                break
        writer.close()
        await writer.wait_closed()


async def done(step, writer):
    if isinstance(step, Event):
        await async_write_event(step, writer)
    elif isinstance(step, bytes):
        writer.write(step)
    else:
        await step(writer)


async def hang(_):
    await asyncio.sleep(1)


async def abort(writer):
    await asyncio.sleep(0.01)
    writer.transport.abort()


@asynccontextmanager
async def served(handler):
    """A server's address; when it is over, no connection of it is left."""
    tasks = set()

    async def handle(reader, writer):
        tasks.add(asyncio.current_task())
        with suppress(asyncio.CancelledError, ConnectionError):
            await handler(reader, writer)
        writer.transport.abort()

    async with await asyncio.start_server(handle, "127.0.0.1") as server:
        host, port = server.sockets[0].getsockname()
        yield f"tcp://{host}:{port}"
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks)


@pytest.fixture
async def asking(opened):
    """The driver, to a server of that handler."""
    async with AsyncExitStack() as stack:

        async def ask(handler, **changes):
            return await opened("wyoming", await stack.enter_async_context(served(handler)), **changes)

        yield ask
        await asyncio.sleep(0)


async def test_a_text_that_is_there(asking, judged):
    server = Server(START, HALF, HALF, STOP, piecemeal=True)
    driver = await asking(server, voice="v")
    outcome = await judged(driver, Prompt("Hello.", {"speaker": "s"}))
    assert server.heard == [("synthesize", {"text": "Hello.", "voice": {"name": "v", "speaker": "s"}})]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(1.0))
    await judged(driver, Prompt("Hallo.", {"voice": "w"}))
    assert server.heard[1] == ("synthesize", {"text": "Hallo.", "voice": {"name": "w"}})
    assert server.connections == 3  # the first asked what the server can do


async def test_a_language_where_no_voice_is_named(asking, judged):
    server = Server(START, HALF, STOP)
    await judged(await asking(server), Prompt("Hallo.", {"language": "de"}))
    assert server.heard == [("synthesize", {"text": "Hallo.", "voice": {"language": "de"}})]


async def test_words_are_sent_as_they_come(asking, judged):
    server = Server(START, HALF, STOP, START, HALF, STOP, STOPPED, piecemeal=True)
    outcome = await judged(await asking(server, voice="v"), WORDS)
    assert server.heard == [
        ("synthesize-start", {"voice": {"name": "v"}}),
        ("synthesize-chunk", {"text": "One."}),
        ("synthesize-chunk", {"text": " Two."}),
        ("synthesize-stop", {}),
    ]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(1.0))


async def test_a_server_that_wants_the_whole_text_gets_it_when_it_is_there(asking, judged):
    server = Server(START, HALF, STOP)
    outcome = await judged(await asking(server), WORDS)
    assert server.heard == [("synthesize", {"text": "One. Two."})]
    assert outcome.ttfa_ms >= 200


async def test_the_first_words_are_heard_before_the_last_are_there(asking, judged):
    class AtOnce(Server):
        async def __call__(self, reader, writer):
            while (event := await async_read_event(reader)) is not None:
                told = {"describe": [self.info], "synthesize-start": [START, HALF], "synthesize-stop": [STOP, STOPPED]}
                for step in told.get(event.type, []):
                    await async_write_event(step, writer)

    outcome = await judged(await asking(AtOnce(piecemeal=True)), WORDS)
    assert outcome.error is None
    assert outcome.ttfa_ms < outcome.latency_ms - 20
    assert outcome.latency_ms >= 200


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([START, HALF], "broken off"),
        ([START, HALF, abort], "broken off"),
        ([START, b'{"type": "audio-chunk", "payload_length": 5000}\n', bytes(100)], "broken off"),
        ([START, b'{"type": "audio-st'], "broken off"),
        ([START, HALF, hang], "timed out"),
        ([START, HALF, Event("error", {"text": "no"})], "error event"),
        ([START, b"what?\n", hang], "undecodable"),
        ([START, b"[1]\n"], "undecodable"),
        ([START, b'{"no": "type"}\n'], "undecodable"),
        ([START, b'{"type": "audio-stop", "data": [1]}\n'], "undecodable"),
        ([START, b'{"type": "audio-chunk", "payload_length": "long"}\n'], "undecodable"),
        ([START, b"x" * 100_000, hang], "undecodable"),
        ([HALF, STOP], "undecodable"),
        ([Event("audio-start", {"rate": 22_050, "width": 4, "channels": 1})], "undecodable"),
        ([Event("audio-start")], "undecodable"),
        ([START, HALF, Event("audio-start", {"rate": 24_000, "width": 2, "channels": 1})], "undecodable"),
        ([START, STOP], "no audio"),
    ],
)
async def test_what_goes_wrong(asking, judged, steps, kind):
    driver, timeout_s = await asking(Server(*steps)), 0.2 if kind == "timed out" else 10
    assert (await judged(driver, pcm_rate=24_000, timeout_s=timeout_s)).error == kind


@pytest.mark.parametrize(
    ("steps", "kind"), [([START, HALF, STOPPED], "broken off"), ([START, HALF, STOP], "broken off")]
)
async def test_what_goes_wrong_with_words(asking, judged, steps, kind):
    assert (await judged(await asking(Server(*steps, piecemeal=True)), WORDS)).error == kind


async def test_a_server_that_is_gone_later(opened, judged):
    async with served(Server()) as target:
        driver = await opened("wyoming", target)
    assert (await judged(driver)).error == "connection refused"


async def silent(reader, _):
    await reader.read()


async def leaves(*_):
    pass


def telling(info):
    server = Server()
    server.info = Event("info", info)
    return server


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (silent, "timed out"),
        (leaves, "broken off"),
        (telling({}), "undecodable"),
        (telling({"tts": []}), "undecodable"),
        (telling({"tts": ["it"]}), "undecodable"),
    ],
)
async def test_a_server_that_does_not_say_what_it_can_do(asking, handler, kind):
    with pytest.raises(NotOpened, match=f"--target: tcp.* does not say what it can do: {kind}"):
        await asking(handler, timeout_s=0.2 if kind == "timed out" else 10)


async def test_nobody_listens(opened, unused_tcp_port):
    with pytest.raises(NotOpened, match="connection refused"):
        await opened("wyoming", f"tcp://127.0.0.1:{unused_tcp_port}")
