"""The Piper engine."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Mapping
from math import inf
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.loading import load_engine
from models.piper import PiperEngine
from models.piper.engine import Line, Lines
from models.turns import ENDED
from models.voice import Voice, read_voice
from models.work import Work

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[3]
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
segments = st.builds(
    Segment,
    text=st.text("abcdefgh ,.", min_size=1, max_size=30),
    language=st.just("en-us"),
    rate=st.floats(0.25, 4),
    seed=st.integers(0, 2**64 - 1),
    lane=st.sampled_from(["interactive", "batch"]),
)


@pytest.fixture(scope="module")
def engine():
    engine = PiperEngine(workers=2)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def other():
    """Another instance, with one thread for all rows."""
    engine = PiperEngine(workers=1, rows=8)
    yield engine
    engine.close()


async def speak(engine: PiperEngine, voice: Voice, text: str = "hello there", **fields) -> list[np.ndarray]:
    segment = Segment(text=text, **{"language": "en-us", **fields})
    return [chunk.samples async for chunk in engine.synthesize(segment, voice)]


async def spoken(engine: PiperEngine, voice: Voice, segment: Segment) -> np.ndarray:
    return np.concatenate([chunk.samples async for chunk in engine.synthesize(segment, voice)])


@few
@given(batch=st.lists(segments, min_size=2, max_size=8))
async def test_the_same_audio_whoever_shares_the_batch(engine, other, voice, batch):
    """And from another instance of the engine, whatever it said before."""
    voices = [voice("solo"), voice("duo", speaker="otto")]
    together = await asyncio.gather(*[spoken(other, voices[n % 2], segment) for n, segment in enumerate(batch)])
    for n, (segment, samples) in enumerate(zip(batch, together, strict=True)):
        assert np.array_equal(await spoken(engine, voices[n % 2], segment), samples)


async def test_chunks_of_140_ms_at_the_voice_s_rate(engine, voice):
    for name, rate in (("solo", 22050), ("duo", 16000)):
        segment = Segment(text="hello there, how are you", language="en-us")
        chunks = [chunk async for chunk in engine.synthesize(segment, voice(name))]
        assert {chunk.sample_rate for chunk in chunks} == {rate}
        assert {chunk.samples.dtype for chunk in chunks} == {np.dtype(np.int16)}
        assert max(chunk.duration_s for chunk in chunks) == pytest.approx(0.14)
        assert np.abs(np.concatenate([chunk.samples for chunk in chunks])).max() > 3000
    assert engine.active == 0


async def heard(
    engine: PiperEngine, voice: Voice, texts: dict[str, str], due_in_s: Mapping[str, float] = MappingProxyType({})
) -> list[str]:
    """What happened to segments that begin together, in this order: a name for each chunk, and `-name` at its end."""
    events, began = list[str](), time.time()

    async def listen(name: str) -> None:
        due = began + due_in_s[name] if name in due_in_s else None
        segment = Segment(text=texts[name], language="en-us", seed=ord(name), due=due)
        async for _ in engine.synthesize(segment, voice):
            events.append(name)
        events.append(f"-{name}")

    with engine._voices._loaded._lock:  # so that the first cannot begin before the others wait behind it
        blocking = asyncio.create_task(speak(engine, voice, "short"))
        async with asyncio.timeout(10):
            while not engine.active:  # noqa: ASYNC110 - it is another thread that takes it
                await asyncio.sleep(0.001)
        listening = [asyncio.create_task(listen(name)) for name in texts]
        await asyncio.sleep(0.01)
    await asyncio.gather(blocking, *listening)
    return events


async def test_rows_take_turns(other, voice):
    """All have first audio before any is complete."""
    events = await heard(other, voice("solo"), dict.fromkeys("abcd", "a long sentence " * 12))
    first_end = next(n for n, event in enumerate(events) if event.startswith("-"))
    assert set(events[:first_end]) == set("abcd")


async def test_what_is_heard_later_is_made_later(other, voice):
    """Before rows that are to be heard later still, and not in turns with those that are wanted now."""
    texts = dict.fromkeys("fnab", "a long sentence " * 12)
    events = await heard(other, voice("solo"), texts, {"f": 900, "n": 600})
    ends = [event for event in events if event.startswith("-")]
    assert set(ends[:2]) == {"-a", "-b"}
    assert ends[2:] == ["-n", "-f"]
    assert set(events[: events.index(ends[1])]) <= {"a", "b", ends[0]}
    assert "f" not in events[: events.index("-n")]


@pytest.mark.parametrize("others", ["", "bcd"])
async def test_a_row_ends_with_its_last_window(other, voice, others):
    """Nobody else's turn comes between its last chunk and its end."""
    texts = {"a": "a short sentence"} | dict.fromkeys(others, "a long sentence " * 12)
    events = await heard(other, voice("solo"), texts)
    assert events[events.index("-a") - 1] == "a"


async def test_leaving_early_frees_the_thread(other, voice):
    segment = Segment(text="a very long sentence " * 18, language="en-us", rate=0.25)
    chunks = other.synthesize(segment, voice("solo"))
    await anext(chunks)
    assert other.active == 1
    await chunks.aclose()
    # There is one thread, and it takes another batch only when it is through with its last.
    assert await speak(other, voice("solo"), "next")


async def test_who_left_is_no_longer_active(other, voice):
    """Nor spoken, while rows beside it go on."""
    work = Work(Line(iter([]), voice("solo").sample_rate, -inf))
    work.cancelled = True
    assert Lines(other._batcher).advance(work) == ENDED
    assert work.ended


async def test_too_late_is_never_spoken(other, voice):
    with pytest.raises(DeadlineExceeded):
        await speak(other, voice("solo"), deadline=time.time() - 1)


async def test_one_row_s_failure_is_its_own(other, voice):
    missing = voice("solo", model="/nowhere/solo.onnx")
    outcomes = await asyncio.gather(
        speak(other, voice("solo")), speak(other, missing), speak(other, voice("solo")), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [list, EngineUnavailable, list]


async def test_what_nobody_expected_is_a_failure_of_the_row(other, voice, monkeypatch):
    monkeypatch.setattr("models.piper.phonemes.numbers", lambda *_: 1 / 0)
    with pytest.raises(EngineFailed, match="ZeroDivisionError"):
        await speak(other, voice("solo"))


async def test_a_voice_file_names_its_model_beside_it(other, voice, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "{id: mine, name: Mine, engine: piper, revision: '1', languages: [en-us], model: solo.onnx, "
        "licence: MIT, sample_rate: 22050, gain_db: 0, max_chars: 400}"
    )
    for name in ("solo.onnx", "solo.onnx.json"):
        (tmp_path / name).symlink_to(Path(voice("solo").model).with_name(name))
    assert await speak(other, read_voice(path))


def test_options():
    engine = load_engine("piper", {"workers": 1})
    assert isinstance(engine, PiperEngine)
    engine.close()
    with pytest.raises(ValueError, match="unexpected keyword"):
        load_engine("piper", {"workres": 1})


@pytest.mark.cluster
@pytest.mark.parametrize("missing", ["onnxruntime", "onnx", "piper"])
def test_without_the_extra(missing):
    program = f"""
import sys
sys.modules["{missing}"] = None
from models.errors import EngineUnavailable
from models.loading import load_engine
try:
    load_engine("piper", {{}})
except EngineUnavailable as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert 'install the extra "piper"' in done.stdout
