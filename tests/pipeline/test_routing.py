"""Who speaks, and who stands in."""

import asyncio
import time
from contextlib import aclosing
from dataclasses import replace

import numpy as np
import pytest

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.errors import DeadlineExceeded, EngineFailed, EngineLost, EngineUnavailable
from models.fake import FakeEngine
from pipeline.engines import Patience
from pipeline.load import Load
from pipeline.render import render
from pipeline.routing import Routing
from pipeline.segment import segment_text
from pipeline.segments import Segments, Tally

PATIENCE = Patience(first_audio_s=0.05, failures=3, open_s=10)


class Replicas:
    """Tones for every engine, but for those with a fault: an error, or seconds until the first audio."""

    def __init__(self) -> None:
        self.faults: dict[str, Exception | float] = {}
        self.calls: list[str] = []
        self.stopped: list[str] = []
        self.loads: dict[str, Load] = {}
        """What those tell who tell anything."""
        self.late = False
        """Whether errors come after the first chunk."""
        self._fake = FakeEngine(slots=100)

    async def synthesize(self, segment, voice):
        self.calls.append(voice.engine)
        fault = self.faults.get(voice.engine)
        try:
            if voice.engine in self.loads:
                yield self.loads[voice.engine]
            if isinstance(fault, float):
                await asyncio.sleep(fault)
            if isinstance(fault, Exception) and not self.late:
                raise fault
            async with aclosing(self._fake.synthesize(segment, voice)) as chunks:
                async for chunk in chunks:
                    yield chunk
                    if isinstance(fault, Exception):
                        raise fault
        finally:
            self.stopped.append(voice.engine)


@pytest.fixture
def engines():
    return Replicas()


@pytest.fixture
def rich(voice):
    return voice.model_copy(update={"id": "rich", "engine": "piper", "sample_rate": 16000, "gain_db": 6})


@pytest.fixture
def plain(voice):
    return voice.model_copy(update={"id": "plain", "engine": "espeak", "sample_rate": 22050, "gain_db": 0})


@pytest.fixture
def store():
    return MemoryStore(10**7)


class Told(list):
    """What an observer heard."""

    breaker = wait = passed_over = property(lambda self: lambda *news: self.append(news))


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def make_routing(engines, rich, plain, store, told):
    segments = Segments(store, LocalFlights(), ttl_s=100)

    def make(**patience):
        return Routing(segments, engines.synthesize, [plain, rich], replace(PATIENCE, **patience), told)

    return make


@pytest.fixture
def routing(make_routing):
    return make_routing()


@pytest.fixture
def spec(make_spec, rich):
    return make_spec("Hello there.", voice=rich)


async def said(routing, spec, due=None):
    """Who spoke, how long each, and the tally."""
    (line,) = segment_text(spec.text, spec.manner).lines
    tally, heard = Tally(), dict[str, float]()
    async for piece in routing.speak(replace(line, due=due), spec, tally):
        assert piece.chunk.sample_rate == spec.voice.sample_rate
        heard[piece.voice.id] = heard.get(piece.voice.id, 0) + piece.chunk.duration_s
    return heard, tally


async def test_the_voice_that_was_asked_for_speaks(routing, spec, engines):
    heard, tally = await said(routing, spec)
    assert heard == {"rich": pytest.approx(0.8)}
    assert tally == Tally(made=1)
    assert engines.calls == ["piper"]


@pytest.mark.parametrize(
    "error", [EngineFailed("piper", "x"), EngineUnavailable("piper", "x"), EngineLost("piper"), DeadlineExceeded("x")]
)
async def test_another_stands_in_when_it_cannot(routing, spec, engines, error):
    engines.faults["piper"] = error
    heard, tally = await said(routing, spec)
    assert heard == {"plain": pytest.approx(0.8, abs=0.001)}
    assert tally == Tally(made=1, fallbacks=1)


async def test_and_when_it_is_too_slow_which_stops_it(routing, spec, engines):
    engines.faults["piper"] = 10.0
    begun = time.monotonic()
    assert set((await said(routing, spec))[0]) == {"plain"}
    assert time.monotonic() - begun < 5
    assert engines.stopped == ["piper", "espeak"]


async def test_a_short_time_out_shortens_the_wait(engines, rich, make_routing, make_spec):
    engines.faults["piper"] = 60.0
    asked = make_spec("Hello.", voice=rich, timeout_s=0.1)
    assert set((await said(make_routing(first_audio_s=60), asked))[0]) == {"plain"}


async def test_a_bug_is_nobody_s_to_make_good(routing, spec, engines):
    engines.faults["piper"] = ArithmeticError("nobody foresaw this")
    with pytest.raises(ArithmeticError):
        await said(routing, spec)


async def test_never_means_never(routing, make_spec, rich, engines):
    engines.faults["piper"] = EngineUnavailable("piper", "x")
    with pytest.raises(EngineUnavailable):
        await said(routing, make_spec("Hello.", voice=rich, fallback="never"))
    assert engines.calls == ["piper"]


async def test_when_nobody_can_speak_the_last_one_says_why(routing, spec, engines):
    engines.faults = {"piper": EngineFailed("piper", "first"), "espeak": EngineFailed("espeak", "last")}
    with pytest.raises(EngineFailed, match="last"):
        await said(routing, spec)


async def test_who_has_begun_is_not_replaced(routing, spec, engines):
    engines.faults["piper"], engines.late = EngineFailed("piper", "in the middle"), True
    heard = []
    with pytest.raises(EngineFailed, match="in the middle"):  # noqa: PT012 - after some pieces
        (line,) = segment_text(spec.text, spec.manner).lines
        async for piece in routing.speak(line, spec, Tally()):
            heard.append(piece.voice.id)  # noqa: PERF401 - what came before the error counts
    assert heard == ["rich"]
    assert "espeak" not in engines.calls


async def test_an_engine_that_fails_again_and_again_is_left_alone(routing, make_spec, rich, engines, told):
    engines.faults["piper"] = EngineFailed("piper", "x")
    for n in range(6):
        await said(routing, make_spec(f"Number {n}.", voice=rich))
    assert engines.calls.count("piper") == 3
    assert told == [("piper", "open")]


async def test_and_asked_again_by_one_probe(engines, rich, make_routing, make_spec, told):
    routing = make_routing(first_audio_s=5, open_s=0.05)
    engines.faults["piper"] = EngineFailed("piper", "x")
    for n in range(4):
        await said(routing, make_spec(f"Number {n}.", voice=rich))
    engines.faults["piper"] = 0.2
    await asyncio.sleep(0.06)
    engines.calls.clear()
    several = [said(routing, make_spec(f"Again, {n}.", voice=rich)) for n in range(5)]
    heard = [set(who) for who, _ in await asyncio.gather(*several)]
    assert engines.calls.count("piper") == 1
    assert sorted(map(list, heard)) == [["plain"]] * 4 + [["rich"]]
    assert [state for _, state in told] == ["open", "half_open", "closed"]


async def test_until_a_line_is_due_it_is_not_late(routing, spec, engines):
    engines.faults["piper"] = 0.3
    assert set((await said(routing, spec, time.time() + 30))[0]) == {"rich"}
    assert set((await said(routing, replace(spec, seed=2), time.time() - 30))[0]) == {"plain"}


async def test_slowness_counts_against_an_engine_and_a_missing_file_does_not(routing, make_spec, rich, engines, told):
    engines.faults["piper"] = EngineUnavailable("piper", "a voice's file is missing")
    for n in range(5):
        await said(routing, make_spec(f"Number {n}.", voice=rich))
    assert not told
    engines.faults["piper"] = 10.0
    for n in range(3):
        await said(routing, make_spec(f"Slow, {n}.", voice=rich))
    assert told == [("piper", "open")]


async def test_what_is_known_needs_no_engine(routing, spec, make_spec, rich, engines):
    await said(routing, spec)
    engines.faults["piper"] = EngineFailed("piper", "x")
    for n in range(4):
        await said(routing, make_spec(f"Number {n}.", voice=rich))
    heard, tally = await said(routing, spec)
    assert set(heard) == {"rich"}
    assert tally == Tally(kept=1)


async def test_a_stand_in_s_audio_is_kept_as_its_own_alone(routing, spec, engines, make_spec, plain):
    engines.faults["piper"] = EngineFailed("piper", "x")
    await said(routing, spec)
    engines.faults.clear()
    heard, tally = await said(routing, spec)
    assert (set(heard), tally) == ({"rich"}, Tally(made=1))
    heard, tally = await said(routing, make_spec("Hello there.", voice=plain))
    assert (set(heard), tally) == ({"plain"}, Tally(kept=1))


async def test_leaving_early_stops_whoever_speaks(routing, spec, engines):
    engines.faults["piper"] = EngineFailed("piper", "x")
    (line,) = segment_text(spec.text, spec.manner).lines
    async with aclosing(routing.speak(line, spec, Tally())) as pieces:
        await anext(pieces)
    assert engines.stopped == ["piper", "espeak"]


async def test_a_render_tells_of_its_fallbacks_and_is_as_loud(routing, make_spec, rich, engines):
    async def rendered(text: str):
        spec = make_spec(text, voice=rich)
        parts = [part async for part in render(segment_text(text, spec.manner), spec, routing, segments_ahead=1)]
        return parts[0], np.frombuffer(b"".join(part.data for part in parts[1:-1]), np.int16), parts

    started, samples, parts = await rendered("Hello there. Good morning.")
    engines.faults["piper"] = EngineFailed("piper", "x")
    other_started, others, other_parts = await rendered("Fine again. How are you?")
    assert (started.engine, started.fallback, other_started.engine, other_started.fallback) == (
        "piper", False, "espeak", True,
    )  # fmt: skip
    assert (parts[-1].fallback_segments, parts[-1].cacheable) == (0, True)
    assert (other_parts[-1].fallback_segments, other_parts[-1].segments, other_parts[-1].cacheable) == (2, 2, False)
    assert not any(part.fallback for part in parts[1:-1])
    assert all(part.fallback for part in other_parts[1:-1])
    # The stand-in's gain is its own: 0 dB beside 6, of tones that are equally loud before.
    own, other = (np.percentile(np.abs(each), 80) for each in (samples, others))
    assert own == pytest.approx(2 * other, rel=0.05)


async def test_only_the_last_of_a_text_falls_back(routing, make_spec, rich, engines):
    spec = make_spec("Hello there. Good morning.", voice=rich)
    async for _ in routing.speak(segment_text(spec.text, spec.manner).lines[0], spec, Tally()):
        pass
    engines.faults["piper"] = EngineFailed("piper", "x")
    parts = [part async for part in render(segment_text(spec.text, spec.manner), spec, routing, segments_ahead=1)]
    assert parts[0].fallback is False
    assert parts[-1].fallback_segments == 1
    assert (parts[1].fallback, parts[-2].fallback) == (False, True)
    assert not parts[-1].cacheable


async def test_samples_are_all_there_at_another_rate(routing, spec, engines):
    engines.faults["piper"] = EngineFailed("piper", "x")
    (line,) = segment_text(spec.text, spec.manner).lines
    pieces = [piece async for piece in routing.speak(line, spec, Tally())]
    assert sum(len(piece.chunk.samples) for piece in pieces) == pytest.approx(0.8 * 16000, abs=2)


BEHIND, FURTHER, IDLE = Load(100, 2), Load(200, 2), Load(0, 2)
"""A queue of 50 s, one of 100 s, none."""


async def test_a_queue_is_not_waited_for_where_somebody_stands_in(make_routing, spec, engines, told):
    """The first item tells of it, long before there could be any audio."""
    routing = make_routing(first_audio_s=30)
    engines.loads["piper"], engines.faults["piper"] = BEHIND, 60.0
    heard, tally = await said(routing, spec)
    assert (set(heard), tally) == ({"plain"}, Tally(made=1, fallbacks=1))
    assert engines.calls == ["piper", "espeak"]
    assert [news for news in told if len(news) == 1] == [("piper",)]
    assert ("piper", pytest.approx(50, abs=1)) in told


async def test_nor_asked_about_again_for_a_while_and_it_is_no_failure(make_routing, make_spec, rich, engines, told):
    routing = make_routing(first_audio_s=30)
    engines.loads["piper"] = BEHIND
    for n in range(5):
        assert set((await said(routing, make_spec(f"Number {n}.", voice=rich)))[0]) == {"plain"}
    assert engines.calls == ["piper", *["espeak"] * 5]
    assert told.count(("piper",)) == 5
    assert ("piper", "open") not in told


async def test_what_is_known_needs_no_turn(make_routing, spec, make_spec, rich, engines):
    routing = make_routing(first_audio_s=30)
    await said(routing, spec)
    engines.loads["piper"] = BEHIND
    assert set((await said(routing, make_spec("Another.", voice=rich)))[0]) == {"plain"}
    heard, tally = await said(routing, spec)
    assert (set(heard), tally) == ({"rich"}, Tally(kept=1))


async def test_a_queue_within_the_budget_is_waited_for(make_routing, spec, engines):
    engines.loads["piper"] = BEHIND
    assert set((await said(make_routing(first_audio_s=60), replace(spec, timeout_s=200)))[0]) == {"rich"}


async def test_half_of_a_time_out_is_a_budget_too(make_routing, spec, engines):
    engines.loads["piper"] = BEHIND
    assert set((await said(make_routing(first_audio_s=60), replace(spec, timeout_s=90)))[0]) == {"plain"}


async def test_where_nobody_stands_in_it_is_waited_for(make_routing, spec, engines, plain):
    engines.loads = {"piper": BEHIND, "espeak": BEHIND}
    routing = make_routing(first_audio_s=30)
    assert set((await said(routing, replace(spec, fallback="never")))[0]) == {"rich"}
    assert set((await said(routing, replace(spec, voice=plain)))[0]) == {"plain"}


@pytest.mark.parametrize(("loads", "speaks"), [((BEHIND, FURTHER), "rich"), ((FURTHER, BEHIND), "plain")])
async def test_if_all_are_behind_the_least_so_speaks(make_routing, spec, plain, engines, loads, speaks):
    routing = make_routing(first_audio_s=30)
    engines.loads = dict(zip(("piper", "espeak"), loads, strict=True))
    await said(routing, replace(spec, voice=plain))  # so that it is known what espeak has to do
    assert set((await said(routing, spec))[0]) == {speaks}


async def test_who_was_passed_over_speaks_after_all_when_the_others_fail(make_routing, spec, engines):
    routing = make_routing(first_audio_s=30)
    engines.loads["piper"], engines.faults["espeak"] = BEHIND, EngineFailed("espeak", "x")
    heard, tally = await said(routing, spec)
    assert (set(heard), tally.fallbacks) == ({"rich"}, 0)
    assert engines.calls == ["piper", "espeak", "piper"]


async def test_nobody_is_asked_for_ever(make_routing, make_spec, engines, rich):
    routing = make_routing(first_audio_s=30, failures=1)
    engines.faults = {name: EngineFailed(name, "x") for name in ("piper", "espeak")}
    for n in range(3):  # both are left alone from the second on
        with pytest.raises(EngineFailed):
            await said(routing, make_spec(f"Broken {n}.", voice=rich))


async def test_nobody_who_is_left_alone_is_a_reason_not_to_wait(make_routing, make_spec, engines, rich, plain):
    routing = make_routing(first_audio_s=30, failures=1)
    engines.faults["espeak"], engines.loads["piper"] = EngineFailed("espeak", "x"), BEHIND
    with pytest.raises(EngineFailed):
        await said(routing, make_spec("Broken.", voice=plain))
    assert set((await said(routing, make_spec("Hello.", voice=rich)))[0]) == {"rich"}


async def test_a_replica_that_dies_in_the_middle_is_replaced_by_one_with_a_queue(make_routing, spec, engines):
    """What has begun is not restarted on another engine, whoever is behind."""
    engines.faults["piper"], engines.late = EngineLost("piper"), True
    routing, heard = make_routing(first_audio_s=30), {}
    (line,) = segment_text(spec.text, spec.manner).lines
    async for piece in routing.speak(line, spec, Tally()):
        engines.faults.clear()
        engines.loads["piper"] = BEHIND
        heard[piece.voice.id] = heard.get(piece.voice.id, 0) + piece.chunk.duration_s
    assert heard == {"rich": pytest.approx(0.8)}
    assert engines.calls == ["piper", "piper"]


async def test_a_line_is_cut_for_a_stand_in_that_takes_less(engines, rich, plain, make_spec, store):
    short = plain.model_copy(update={"max_chars": 20})
    routing = Routing(Segments(store, LocalFlights(), ttl_s=100), engines.synthesize, [short, rich], PATIENCE)
    engines.faults["piper"] = EngineFailed("piper", "x")
    asked = make_spec("This is a line, and it is too long for some, as you see.", voice=rich)
    heard, tally = await said(routing, asked)
    assert heard == {"plain": pytest.approx(len("Thisisaline,anditistoolongforsome,asyousee.") / 15 + 0.7, abs=0.3)}
    assert engines.calls == ["piper", *["espeak"] * 4]
    assert tally == Tally(made=4, fallbacks=4)


async def test_the_rest_of_a_line_is_spoken_by_who_has_begun_it_whatever_its_queue(
    engines, rich, plain, make_spec, store
):
    first = plain.model_copy(update={"max_chars": 20, "id": "first", "engine": "vits"})
    xtts = rich.model_copy(update={"engine": "xtts"})
    patience = Patience(first_audio_s=30, failures=3, open_s=10)
    routing = Routing(Segments(store, LocalFlights(), ttl_s=100), engines.synthesize, [first, plain], patience)
    engines.faults["xtts"] = EngineFailed("xtts", "x")
    heard = set()
    (line,) = segment_text("This is a line, and it is too long.", make_spec().manner).lines
    async for piece in routing.speak(line, make_spec(voice=xtts, timeout_s=100), Tally()):
        heard.add(piece.voice.id)
        engines.loads["vits"] = BEHIND
    assert heard == {"first"}
