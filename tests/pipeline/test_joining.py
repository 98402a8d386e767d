"""Joining: many listeners, one render, and no work for nobody."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextvars import ContextVar

import pytest

from cache.memory import MemoryStore
from models.errors import EngineFailed
from models.fake import FakeEngine
from pipeline.errors import RenderLost, RenderStalled, SpoolFull
from pipeline.frames import Bytes, Finished, Frame, Started
from pipeline.joining import Listener, Renders
from pipeline.kept import Responses
from pipeline.spec import RenderSpec
from pipeline.spool import SpoolSpace

STARTED = Started("fake", 24000, fallback=False)
FINISHED = Finished(1.0, 5, 1, 0, 0, cacheable=True)
FAULTS = {"Boom": "fail", "Stuck": "hang"}
LONG = "A sentence that is read. " * 9


@pytest.fixture
def space() -> SpoolSpace:
    return SpoolSpace(64 * 1024**2)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(faults=FAULTS)


@pytest.fixture
def renders(engine, space, frames_of) -> Renders:
    return Renders(frames_of(engine), space, Responses(MemoryStore(0), ttl_s=1, max_bytes=0))


@pytest.fixture
def listen(renders) -> Callable[[RenderSpec], Listener]:
    """Join, or start: what the API does."""
    return lambda spec: renders.join(spec) or renders.start(spec, 0, lambda: None)


def renders_of(make_frames: Callable[[], AsyncGenerator[Frame, None]], limit_bytes: int = 1000) -> Renders:
    responses = Responses(MemoryStore(0), ttl_s=1, max_bytes=0)
    return Renders(lambda _: make_frames(), SpoolSpace(limit_bytes), responses)


async def hear(listener: Listener) -> bytes:
    data = b""
    async with listener:
        while piece := await listener.read():
            data += piece
    return data


async def test_the_leader_leaves_and_nine_others_hear_everything(listen, make_spec, engine, space):
    spec = make_spec(LONG)
    alone = await hear(listen(spec))
    async with listen(spec) as leader:
        others = [asyncio.create_task(hear(listen(spec))) for _ in range(9)]
        await leader.read()
    bodies = await asyncio.gather(*others)
    assert bodies == [alone] * 9
    assert [what for what, _ in engine.events].count("start") == 2 * 9
    assert (engine.active, space.used_bytes, space.held_bytes) == (0, 0, 0)


async def test_all_leave_and_the_slot_and_the_space_are_free(listen, make_spec, engine, space, settle):
    spec = make_spec("Hello there. Stuck here.", request_id="r")
    listeners = [listen(spec) for _ in range(10)]
    assert [listener.joined for listener in listeners] == [False] + [True] * 9
    for listener in listeners:
        assert await listener.read()
    await settle()
    for listener in listeners:
        assert (engine.active, space.held_bytes > 0) == (1, True)
        await listener.__aexit__(None, None, None)
    assert space.held_bytes == 0
    await settle()
    assert engine.active == 0
    assert list(engine.events) == [("start", "r"), ("end", "r"), ("start", "r"), ("cancel", "r")]


async def test_leaving_at_once_starts_no_work(listen, make_spec, engine, space, settle):
    async with listen(make_spec()):
        pass
    await settle()
    assert list(engine.events) == []
    assert (engine.active, space.held_bytes) == (0, 0)


async def test_a_new_render_begins_after_all_have_left(listen, make_spec, settle):
    spec = make_spec("Hello there. Stuck here.")
    async with listen(spec) as first:
        await first.read()
    async with listen(spec) as second:
        assert not second.joined
        assert await second.read()
    await settle()


async def test_a_failed_render_is_not_joined(listen, make_spec, space):
    spec = make_spec("Boom.")
    async with listen(spec) as first, listen(spec) as joined:
        for listener in (first, joined):
            with pytest.raises(EngineFailed):
                await listener.read()
        async with listen(spec) as later:
            assert (joined.joined, later.joined) == (True, False)
    assert space.held_bytes == 0


async def test_a_render_that_is_done_and_still_read_is_joined(listen, make_spec, engine, settle):
    spec = make_spec()
    async with listen(spec) as reader:
        await reader.read()
        while engine.active or reader.finished is None:
            await settle()
        late = listen(spec)
        assert late.joined
        assert len(await hear(late)) == reader.finished.duration_s * 24000 * 2


async def test_a_listener_knows_how_it_started_and_finished(listen, make_spec):
    async with listen(make_spec()) as listener:
        while await listener.read():
            assert listener.started == STARTED
        assert listener.finished.characters == len("Hello there.")


async def test_silence_for_too_long_is_an_error_and_frees_the_slot(listen, make_spec, engine, space):
    async with listen(make_spec("Stuck.", timeout_s=0.02)) as listener:
        with pytest.raises(RenderStalled):
            await listener.read()
        assert engine.active == 0
    assert space.held_bytes == 0


async def test_silence_after_the_first_bytes_is_an_error_too(listen, make_spec, engine):
    heard = 0
    async with listen(make_spec("Hello there. Stuck.", timeout_s=0.05)) as listener:
        with pytest.raises(RenderStalled):  # noqa: PT012 - after some bytes
            while data := await listener.read():
                heard += len(data)
    assert heard > 0
    assert engine.active == 0


async def test_frames_that_end_without_finished_are_lost(make_spec):
    async def make() -> AsyncGenerator[Frame, None]:
        yield STARTED
        yield Bytes(b"half")

    async with renders_of(make).start(make_spec(), 0, lambda: None) as listener:
        assert await listener.read() == b"half"
        with pytest.raises(RenderLost):
            await listener.read()


async def test_work_that_is_cancelled_from_below_is_lost_and_leaves_nobody_waiting(make_spec):
    async def make() -> AsyncGenerator[Frame, None]:
        yield STARTED
        raise asyncio.CancelledError

    renders = renders_of(make)
    async with renders.start(make_spec(), 0, lambda: None) as listener:
        with pytest.raises(RenderLost):
            await asyncio.wait_for(listener.read(), 1)
        assert renders.join(make_spec()) is None


async def test_too_much_audio_is_an_error_of_that_render(make_spec):
    async def make() -> AsyncGenerator[Frame, None]:
        yield STARTED
        yield Bytes(b"x" * 600)
        yield Bytes(b"x" * 600)

    async with renders_of(make).start(make_spec(), 0, lambda: None) as listener:
        assert len(await listener.read()) == 600
        with pytest.raises(SpoolFull):
            await listener.read()


async def test_a_render_does_not_run_in_the_context_of_its_request(make_spec):
    request = ContextVar("request", default="none")
    seen = []

    async def make() -> AsyncGenerator[Frame, None]:
        seen.append(request.get())
        yield STARTED
        yield FINISHED

    request.set("the leader's")
    async with renders_of(make).start(make_spec(), 0, lambda: None) as listener:
        assert await listener.read() == b""
    assert seen == ["none"]


@pytest.mark.parametrize("text", ["Hello there.", "Boom.", "Stuck."])
async def test_the_end_of_the_work_is_told_once(engine, renders, make_spec, settle, text):
    ends = []
    async with renders.start(make_spec(text), 0, lambda: ends.append(engine.active)) as listener:
        await settle()
        if text == "Hello there.":
            await listener.read()
    await settle()
    assert ends == [0]


async def test_a_crowd_hears_the_beginning_at_once_and_then_larger_pieces(make_spec, monkeypatch, settle):
    monkeypatch.setattr("pipeline.joining.LONGEST_PAUSE_S", 60)
    monkeypatch.setattr("pipeline.joining.PAUSE_S", 60)
    pieces: asyncio.Queue[Frame] = asyncio.Queue()

    async def make() -> AsyncGenerator[Frame, None]:
        yield Started("fake", 24000, fallback=False)
        while not isinstance(frame := await pieces.get(), Finished):
            yield frame
        yield frame

    heard: list[bytes] = []

    async def note(listener: Listener) -> None:
        async with listener:
            while piece := await listener.read():
                heard.append(piece)

    renders, spec = renders_of(make), make_spec("Hello.")
    first = renders.start(spec, 0, lambda: None)
    listening = [asyncio.create_task(note(each)) for each in (first, renders.join(spec))]
    for data in (b"a", b"b", b"c"):
        pieces.put_nowait(Bytes(data, fallback=False))
        await settle()
    assert heard == [b"a", b"a"]
    pieces.put_nowait(FINISHED)
    await asyncio.wait_for(asyncio.gather(*listening), 1)
    assert heard == [b"a", b"a", b"bc", b"bc"]
