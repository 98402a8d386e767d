"""Speaking through a real Triton, which is slow, missing, wrong, and killed."""

import asyncio
import sys
import time
from contextlib import aclosing

import numpy as np
import psutil
import pytest
from tritonclient.grpc import InferenceServerClient

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from deployments.environment import free_port
from models.engine import AudioChunk, Pronunciation, Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.fake import FakeEngine
from models.loading import load_engine
from models.piper import PiperEngine
from models.triton import TritonEngine
from models.voice import BUILT_IN, Voice, Voices, read_voice
from pipeline.engines import Patience
from pipeline.formats import AudioFormat
from pipeline.routing import Routing
from pipeline.segment import segment_text
from pipeline.segments import Segments, Tally
from pipeline.spec import RenderSpec

pytestmark = pytest.mark.cluster
LONG = "a tone of twenty seconds, which takes ten to be made, ".ljust(300, "x")
"""For the voice fake."""
ARCH = "The rainbow is a division of white light into many beautiful colours, which take the shape of a long arch."


@pytest.fixture
async def engine(served):
    made = TritonEngine(url=served.url)
    yield made
    await made.close()


def line(text: str = "Hello there.", **fields) -> Segment:
    return Segment(**{"text": text, "language": "en-us", **fields})


async def said(engine, segment: Segment, voice: Voice) -> np.ndarray:
    return np.concatenate([chunk.samples async for chunk in engine.synthesize(segment, voice)])


def statistics(served, model: str) -> tuple[int, int]:
    """Rows and batches that the model has done."""
    with InferenceServerClient(served.url) as client:
        told = client.get_inference_statistics(model).model_stats[0]
    return told.inference_count, told.execution_count


async def test_says_the_same_as_our_own_engine(engine, voice):
    own, read = PiperEngine(workers=1), read_voice(BUILT_IN / "declaim.yaml")
    ipa = Pronunciation(0, 5, "həlˈoʊ")
    for asked in (line(), line(ARCH, seed=2**64 - 5, rate=1.3), line(seed=7, pronunciations=(ipa,)), line("...")):
        here, there = await said(own, asked, read), await said(engine, asked, voice("declaim"))
        assert len(here) == len(there)
        assert np.abs(here.astype(int) - there).max() <= 1
    own.close()


async def test_chunks_come_while_the_row_runs(engine, served, voice):
    done, _ = await asyncio.to_thread(statistics, served, "fake")
    async with aclosing(engine.synthesize(line("Two seconds of a tone, more or less"), voice("fake"))) as chunks:
        assert isinstance(await anext(chunks), AudioChunk)
        assert engine.active == 1
        assert (await asyncio.to_thread(statistics, served, "fake"))[0] == done
        assert (await anext(chunks)).sample_rate == 24000
    assert engine.active == 0


async def test_texts_go_to_engines_that_read_them(engine, voice):
    asked, own = line("A tone", seed=-3, rate=2.0), Voices.built_in({"fake"})["fake"]
    assert np.array_equal(await said(engine, asked, voice("fake")), await said(FakeEngine(), asked, own))
    assert len(await said(engine, line(" "), voice("fake"))) == 2400


async def test_an_exported_model_says_whole_rows_without_padding(engine, voice):
    """Rows of several lengths, of which some share a batch; each repeats."""
    texts = [ARCH, "Hello there.", "Hello there, and welcome to all of you."]
    rows = [line(text, seed=n) for n, text in enumerate(texts)]
    first, second = [await asyncio.gather(*(said(engine, row, voice("stock")) for row in rows)) for _ in range(2)]
    for row, one, other in zip(rows, first, second, strict=True):
        assert len(one) == len(other)
        assert np.abs(one.astype(int) - other)[:-2000].max() <= 1
        own = await said(engine, row, voice("declaim"))
        assert len(own) == pytest.approx(len(one), rel=0.02)
        assert own.std() == pytest.approx(one.std(), rel=0.1)


async def test_leaving_early_stops_triton(engine, voice):
    chunks = engine.synthesize(line(LONG), voice("queued"))
    await anext(chunks)
    await chunks.aclose()
    begun = time.monotonic()
    await said(engine, line("next"), voice("queued"))
    assert time.monotonic() - begun < 6, "the row, whose turn it was, would have taken ten seconds"


async def test_a_deadline_is_for_the_turn(engine, voice):
    running = engine.synthesize(line(LONG, deadline=time.time() + 2), voice("queued"))
    await anext(running)
    deadline = time.time() + 0.3
    with pytest.raises(DeadlineExceeded):
        await said(engine, line(deadline=deadline), voice("queued"))
    while time.time() < deadline + 2:
        await anext(running)  # the other one goes on
    await running.aclose()


async def test_silence_is_a_failure(engine, served, voice):
    running, hasty = engine.synthesize(line(LONG), voice("queued")), TritonEngine(url=served.url, timeout_s=0.3)
    await anext(running)
    with pytest.raises(EngineFailed, match=r"said nothing for 0\.3 s"):
        await said(hasty, line(), voice("queued"))
    await running.aclose()
    await hasty.close()


async def test_listeners_go_before_batches(engine, voice):
    running = engine.synthesize(line(LONG), voice("queued"))
    await anext(running)
    order: list[str] = []

    async def say(name: str, **fields) -> None:
        await said(engine, line(name, **fields), voice("queued"))
        order.append(name)

    async with asyncio.TaskGroup() as group:
        for name in ("one", "two"):
            group.create_task(say(name, lane="batch"))
        await asyncio.sleep(0.2)
        group.create_task(say("listener"))
        await asyncio.sleep(0.2)
        await running.aclose()
    assert order[0] == "listener"


async def test_rows_of_all_lengths_share_batches(engine, served, voice):
    rows, batches = await asyncio.to_thread(statistics, served, "declaim")
    alone = await said(engine, line(ARCH), voice("declaim"))

    async def speak(caller: int) -> None:
        for n in range(3):
            text = " ".join(
                ["This is caller", "and again" * (caller % 3), "number", "abcdefghijklmnop"[caller], "one two"[n:]]
            )
            assert len(await said(engine, line(text), voice("declaim")))

    *_, together = await asyncio.gather(*(speak(n) for n in range(15)), said(engine, line(ARCH), voice("declaim")))
    assert np.array_equal(alone, together)
    now = await asyncio.to_thread(statistics, served, "declaim")
    assert (now[0] - rows - 1) / (now[1] - batches - 1) > 4


@pytest.mark.parametrize(
    ("model", "fields", "remedy"),
    [
        ("nobody", {}, "has none of that name that is ready; add it there"),
        ("mistyped", {}, r"input 'input' is TYPE_INT32 \[-1\], and has to be TYPE_INT64 \[-1\]"),
        ("declaim", {"sample_rate": 8000}, "write `sample_rate: 16000`"),
        ("declaim", {"model": None}, "write `model: NAME`"),
    ],
)
async def test_a_model_that_does_not_fit_is_unavailable(engine, voice, model, fields, remedy):
    wrong = voice(model, **fields)
    with pytest.raises(EngineUnavailable, match=remedy):
        await asyncio.to_thread(engine.prepare, wrong)
    with pytest.raises(EngineUnavailable, match=remedy):
        await said(engine, line(), wrong)


async def test_what_was_found_wrong_is_found_with_what_is_known_too(engine, voice):
    await asyncio.to_thread(engine.prepare, voice("declaim"))
    with pytest.raises(EngineUnavailable, match="write `sample_rate: 16000`"):
        await said(engine, line(), voice("declaim", sample_rate=8000))


async def test_a_model_that_fails(engine, voice):
    with pytest.raises(EngineFailed, match="I am empty"):
        await said(engine, line(), voice("empty"))


async def test_nobody_there(voice):
    engine = TritonEngine(url=f"127.0.0.1:{free_port()}")
    with pytest.raises(EngineUnavailable, match="Start Triton, or correct `url`"):
        await said(engine, line(), voice("declaim"))


@pytest.mark.parametrize(
    "options", [{"url": "http://triton:8000"}, {"url": "triton"}, {"url": "triton:grpc"}, {"timeout_s": 0}]
)
def test_wrong_options(options):
    with pytest.raises(ValueError, match=r"url is HOST:PORT|timeout_s is above 0"):
        TritonEngine(**options)


def test_without_the_extra(monkeypatch):
    monkeypatch.delitem(sys.modules, "models.triton.calls", raising=False)
    monkeypatch.setitem(sys.modules, "tritonclient.grpc", None)
    with pytest.raises(EngineUnavailable, match='install the extra "triton"'):
        load_engine("triton", {})


class Callers:
    """They have lines spoken by Triton, or by tones where it cannot, without a pause."""

    def __init__(self, engine: TritonEngine, voice: Voice) -> None:
        tones, fake = FakeEngine(slots=8), Voices.built_in({"fake"})["fake"]
        self._voice = voice.model_copy(update={"fallback": ("fake",)})
        self._routing = Routing(
            Segments(MemoryStore(0), LocalFlights(), ttl_s=1),
            lambda segment, voice: (engine if voice.engine == "triton" else tones).synthesize(segment, voice),
            [fake],
            Patience(first_audio_s=5, failures=5, open_s=0.5),
        )
        self.spoken: list[str] = []
        """Who spoke each line."""

    async def speak(self) -> None:
        audio = AudioFormat.choose("pcm", 16000, None, None)
        spec = RenderSpec(voice=self._voice, language="en-us", audio=audio, timeout_s=30, text="Hello there.")
        (whole,) = segment_text(spec.text, spec.manner).lines
        while True:
            who = {piece.voice.engine async for piece in self._routing.speak(whole, spec, Tally())}
            self.spoken.append(who.pop())
            assert not who

    async def until(self, engine: str) -> None:
        """The next line that it speaks, from now on."""
        before = len(self.spoken)
        async with asyncio.timeout(20):
            while engine not in self.spoken[before:]:  # noqa: ASYNC110 - seldom, and in a test
                await asyncio.sleep(0.05)


async def test_killed_and_started_again_under_load(engine, served, voice):
    """A stand-in speaks meanwhile; a row that was begun is finished by the next server, unless that takes too long."""
    callers, hasty = Callers(engine, voice("declaim")), TritonEngine(url=served.url, timeout_s=0.5)
    asked = line("A tone of four seconds, which takes two to be made, but for a kill")
    whole = await said(FakeEngine(), asked, Voices.built_in({"fake"})["fake"])
    begun, too_long = engine.synthesize(asked, voice("fake")), hasty.synthesize(line(LONG), voice("queued"))
    made = [await anext(begun), await anext(too_long)][:1]
    async with asyncio.TaskGroup() as group:
        speaking = [group.create_task(callers.speak()) for _ in range(4)]
        await callers.until("triton")
        children = psutil.Process(served.process.pid).children()
        served.kill()
        await callers.until("fake")
        with pytest.raises(EngineUnavailable):
            _ = [chunk async for chunk in too_long]
        await asyncio.to_thread(served.start)
        await callers.until("triton")
        for task in speaking:
            task.cancel()
    assert set(callers.spoken) == {"triton", "fake"}
    assert np.array_equal(np.concatenate([chunk.samples for chunk in [*made, *[each async for each in begun]]]), whole)
    await hasty.close()
    _, left = await asyncio.to_thread(psutil.wait_procs, children, 10)
    assert not left, "models end with their server"
