"""Who speaks, and who stands in."""

import asyncio
import time
from contextlib import aclosing

import numpy as np
import pytest

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.errors import DeadlineExceeded, EngineFailed, EngineLost, EngineUnavailable
from models.fake import FakeEngine
from pipeline.render import render
from pipeline.routing import Patience, Routing
from pipeline.segment import segment_text
from pipeline.segments import Segments, Tally

PATIENCE = Patience(first_audio_s=0.05, failures=3, open_s=10)


class Engines:
    """Tones for every engine, but for those with a fault: an error, or seconds until the first audio."""

    def __init__(self) -> None:
        self.faults: dict[str, Exception | float] = {}
        self.calls: list[str] = []
        self.stopped: list[str] = []
        self.late = False
        """Whether errors come after the first chunk."""
        self._fake = FakeEngine(slots=100)

    async def synthesize(self, segment, voice):
        self.calls.append(voice.engine)
        fault = self.faults.get(voice.engine)
        try:
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
    return Engines()


@pytest.fixture
def rich(voice):
    return voice.model_copy(update={"id": "rich", "engine": "piper", "sample_rate": 16000, "gain_db": 6})


@pytest.fixture
def plain(voice):
    return voice.model_copy(update={"id": "plain", "engine": "espeak", "sample_rate": 22050, "gain_db": 0})


@pytest.fixture
def store():
    return MemoryStore(10**7)


@pytest.fixture
def told():
    return []


@pytest.fixture
def routing(engines, rich, plain, store, told):
    segments = Segments(store, LocalFlights(), ttl_s=100)
    return Routing(segments, engines.synthesize, [plain, rich], PATIENCE, lambda *change: told.append(change))


@pytest.fixture
def spec(make_spec, rich):
    return make_spec("Hello there.", voice=rich)


async def said(routing, spec):
    """Who spoke, how long each, and the tally."""
    (line,) = segment_text(spec.text, spec.manner).lines
    tally, heard = Tally(), dict[str, float]()
    async for piece in routing.speak(line, spec, tally):
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


async def test_a_short_time_out_shortens_the_wait(engines, rich, plain, make_spec, store):
    patient = Patience(first_audio_s=60, failures=3, open_s=10)
    routing = Routing(Segments(store, LocalFlights(), 100), engines.synthesize, [plain, rich], patience=patient)
    engines.faults["piper"] = 60.0
    assert set((await said(routing, make_spec("Hello.", voice=rich, timeout_s=0.1)))[0]) == {"plain"}


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


async def test_and_asked_again_by_one_probe(engines, rich, plain, make_spec, store, told):
    patience = Patience(first_audio_s=5, failures=3, open_s=0.05)
    routing = Routing(
        Segments(store, LocalFlights(), 100), engines.synthesize, [plain, rich], patience, lambda *it: told.append(it)
    )
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


@pytest.mark.parametrize(
    ("fields", "asked_for", "expected"),
    [
        ({"engine": "xtts"}, ("en-us", "Hi."), ["vits", "piper", "espeak"]),
        ({"engine": "piper"}, ("en-us", "Hi."), ["espeak"]),
        ({"engine": "piper"}, ("de", "Hi."), ["german"]),
        ({"engine": "espeak"}, ("en-us", "Hi."), []),
        ({"engine": "fake"}, ("en-us", "Hi."), []),
        ({"engine": "fake", "fallback": ("espeak", "gone", "vits")}, ("en-us", "Hi."), ["espeak", "vits"]),
        ({"engine": "xtts", "fallback": ()}, ("en-us", "Hi."), []),
        ({"engine": "xtts"}, ("en-us", "x" * 300), ["piper", "espeak"]),
    ],
)
def test_who_may_stand_in(voice, make_spec, forgetful, fields, asked_for, expected):
    language, text = asked_for

    def one(name: str, **more):
        return voice.model_copy(update={"id": name, "engine": name, "languages": ("en-us",), **more})

    known = [
        one("espeak"),
        one("second", engine="espeak"),
        one("german", engine="espeak", languages=("de",)),
        one("piper"),
        one("vits", max_chars=200),
    ]
    asked = one("asked", languages=("en-us", "de"), **fields)
    spec = make_spec(text, voice=asked, language=language)
    (line,) = segment_text(text, spec.manner).lines
    candidates = Routing(forgetful, None, known).candidates(spec, line)
    assert [each.voice.id for each in candidates] == ["asked", *expected]
    assert candidates[0] is spec
    assert all(each.language in each.voice.languages for each in candidates)


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
