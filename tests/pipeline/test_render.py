"""The story of a render, in one process."""

import asyncio
import time
from collections import Counter
from contextlib import aclosing

import numpy as np
import pytest

from models.engine import AudioChunk
from models.errors import EngineFailed, EngineLost
from models.fake import FakeEngine, tone
from pipeline.due import CERTAIN
from pipeline.errors import RenderLost
from pipeline.formats import FORMATS
from pipeline.frames import Bytes, Finished, Started
from pipeline.hearing import MARGIN_S
from pipeline.render import frames, render
from pipeline.script import segment
from pipeline.segment import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, opening, segment_text
from pipeline.spec import CHARS_PER_AUDIO_S

RATE = 24000
TEXT = "One sentence. Another one!\n\nA paragraph."


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(slots=4, faults={"Boom": "fail", "Crack": "fail_late", "Stuck": "hang"})


async def collect(stream) -> tuple[list, bytes]:
    got = [frame async for frame in stream]
    return got, b"".join(frame.data for frame in got if isinstance(frame, Bytes))


def script_of(spec):
    return segment_text(spec.text, spec.manner)


def silence(duration_s: float) -> np.ndarray:
    return np.zeros(round(duration_s * RATE), np.int16)


@pytest.mark.parametrize("rate", [1.0, 2.0])
async def test_lines_are_spoken_in_order_with_their_pauses(engine, frames_of, make_spec, rate):
    spec = make_spec(TEXT, rate=rate)
    one, two, three = (tone(segment(line, spec), RATE) for line in script_of(spec).lines)
    _, body = await collect(frames_of(engine)(spec))
    pauses = silence(SENTENCE_PAUSE_S / rate), silence(PARAGRAPH_PAUSE_S / rate)
    expected = np.concatenate([one, pauses[0], two, pauses[1], three])
    assert np.array_equal(np.frombuffer(body, np.int16), expected)


@pytest.mark.parametrize("name", list(FORMATS))
async def test_frames_are_started_then_bytes_then_finished(engine, frames_of, make_spec, name):
    got, body = await collect(frames_of(engine)(make_spec(TEXT, name)))
    assert got[0] == Started("fake", RATE, fallback=False)
    assert isinstance(got[-1], Finished)
    assert Counter(map(type, got)) == {Started: 1, Bytes: len(got) - 2, Finished: 1}
    assert body
    done = got[-1]
    assert (done.characters, done.segments, done.fallback_segments) == (len(TEXT), 3, 0)
    assert done.duration_s == pytest.approx((len(TEXT) - 3) / 15 + 0.5, abs=0.1)


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("text", ["...", "?!", "\u200b"])
async def test_nothing_to_say_is_a_short_silence(engine, frames_of, make_spec, text, name):
    got, body = await collect(frames_of(engine)(make_spec(text, name)))
    assert got[-1].duration_s == pytest.approx(0.1)
    assert (got[-1].segments, list(engine.events)) == (0, [])
    assert body


async def test_bytes_are_sent_while_the_rest_is_still_being_made(engine, frames_of, make_spec):
    async with aclosing(frames_of(engine)(make_spec("Hello there. Stuck."))) as stream:
        assert isinstance(await anext(stream), Started)
        assert isinstance(await anext(stream), Bytes)


async def test_at_most_segments_ahead_run(routing, make_spec):
    engine = FakeEngine(slots=100)
    most = 0
    spec = make_spec("A sentence of words. " * 30)
    async for _ in render(script_of(spec), spec, routing(engine.synthesize), segments_ahead=3):
        most = max(most, engine.active)
    assert most <= 3
    assert engine.active == 0


async def test_a_text_that_is_read_in_two_goes_sounds_as_in_one(engine, routing, make_spec):
    spec = make_spec(f"{TEXT} It costs $5. No more of it now.")
    asked = []

    async def normalize(spec):
        asked.append(spec)
        return script_of(spec)

    opened = opening(spec.text, spec.manner)
    _, whole = await collect(render(script_of(spec), spec, routing(engine.synthesize), 2, normalize))
    assert asked == []
    _, begun = await collect(render(opened, spec, routing(engine.synthesize), 2, normalize))
    assert asked == [spec]
    assert begun == whole


async def test_the_first_line_is_spoken_while_the_rest_is_read(engine, routing, make_spec):
    spec, read = make_spec(TEXT), asyncio.Event()

    async def normalize(spec):
        await read.wait()
        return script_of(spec)

    stream = render(opening(TEXT, spec.manner), spec, routing(engine.synthesize), 2, normalize)
    async with aclosing(stream):
        assert isinstance(await anext(stream), Started)
        assert isinstance(await anext(stream), Bytes)
        read.set()
        _, rest = await collect(stream)
    assert len(rest) > 2 * RATE


async def test_what_goes_wrong_while_the_rest_is_read_is_raised_behind_the_first_lines(engine, routing, make_spec):
    async def normalize(_):
        raise RenderLost

    spec, heard = make_spec(TEXT), bytearray()
    stream = render(opening(TEXT, spec.manner), spec, routing(engine.synthesize), 2, normalize)

    async def listen():
        async for frame in stream:
            heard.extend(frame.data if isinstance(frame, Bytes) else b"")

    with pytest.raises(RenderLost):
        await listen()
    assert len(heard) > RATE


async def test_the_rest_is_read_even_if_the_first_lines_are_too_short_for_the_codec(engine, routing, make_spec):
    async def normalize(spec):
        return script_of(spec)

    spec = make_spec("A. B. C d e f g. And some more words.", "flac", rate=4.0)
    opened = opening(spec.text, spec.manner)
    _, begun = await collect(render(opened, spec, routing(engine.synthesize), 2, normalize))
    _, whole = await collect(render(script_of(spec), spec, routing(engine.synthesize), 2))
    assert begun == whole


async def test_leaving_early_frees_every_slot(engine, frames_of, make_spec):
    async with aclosing(frames_of(engine)(make_spec("Hello there. Stuck. Stuck again. More."))) as stream:
        await anext(stream)
        await anext(stream)
    assert engine.active == 0
    assert "cancel" in {what for what, _ in engine.events}


@pytest.mark.parametrize(
    ("text", "heard"), [("Boom.", False), ("Hello there. Boom.", True), ("Crack of a whip.", True)]
)
async def test_what_fails_is_raised_after_what_was_made(engine, frames_of, make_spec, text, heard):
    got = []
    with pytest.raises(EngineFailed):  # noqa: PT012 - after some items
        async for frame in frames_of(engine)(make_spec(text)):
            got.append(frame)  # noqa: PERF401 - what came before the error counts
    assert any(isinstance(frame, Bytes) for frame in got) == heard
    assert engine.active == 0


@pytest.mark.parametrize("chunks", [0, 1, 3])
async def test_a_lost_synthesizer_is_not_heard(routing, engine, frames_of, make_spec, chunks):
    spec, lost = make_spec(TEXT), set()

    async def dying(segment, voice):
        sent = 0
        async for chunk in engine.synthesize(segment, voice):
            if sent == chunks and segment.text not in lost:
                lost.add(segment.text)
                raise EngineLost("fake")
            sent += 1
            yield AudioChunk(chunk.samples, chunk.sample_rate)

    _, unbroken = await collect(frames_of(engine)(spec))
    _, body = await collect(render(script_of(spec), spec, routing(dying), segments_ahead=2))
    assert len(lost) == 3
    assert body == unbroken


@pytest.mark.parametrize("name", ["pcm", "mp3", "opus"])
async def test_a_lost_encoder_is_not_heard(routing, engine, frames_of, make_spec, name):
    spec, attempts = make_spec(TEXT, name), []

    async def dying(spec):
        attempts.append(spec)
        sent = 0
        async for frame in render(script_of(spec), spec, routing(engine.synthesize), segments_ahead=2):
            if sent == 5 and len(attempts) == 1:
                raise RenderLost
            sent += 1
            yield frame

    _, unbroken = await collect(frames_of(engine)(spec))
    _, body = await collect(frames(spec, dying))
    assert len(attempts) == 2
    assert body == unbroken


@pytest.mark.parametrize("fallback", [False, True])
async def test_what_a_stand_in_said_is_not_said_again_by_another(make_spec, fallback):
    """A second attempt must say the same, so it may not fall back; what fell back cannot be said again at all."""
    asked, heard = [], []

    async def dying(spec):
        asked.append(spec.fallback)
        for n in range(3):
            if n == 2 and len(asked) == 1:
                raise RenderLost
            yield Bytes(b"ab", fallback)

    async def listen() -> None:
        async for frame in frames(make_spec(TEXT), dying):
            heard.append(frame.data)  # noqa: PERF401 - what came before the error counts

    if fallback:
        with pytest.raises(RenderLost):
            await listen()
    else:
        await listen()
    assert (asked, heard) == ((["auto"], [b"ab"] * 2) if fallback else (["auto", "never"], [b"ab"] * 3))


async def test_segments_carry_a_deadline_that_starts_when_they_are_asked_for(routing, make_spec):
    deadlines = []

    async def late(segment, voice):
        deadlines.append(segment.deadline)
        await asyncio.sleep(0.01)
        yield AudioChunk(silence(0.1), RATE)

    spec = make_spec(TEXT, timeout_s=10)
    await collect(render(script_of(spec), spec, routing(late), segments_ahead=1))
    assert deadlines == sorted(set(deadlines))


async def test_lines_are_due_when_those_before_them_have_been_heard(engine, routing, make_spec):
    """Of a listener's text. A batch is not heard."""
    asked = list[tuple[str, float | None]]()

    def speak(segment, voice):
        asked.append((segment.text, segment.due))
        return engine.synthesize(segment, voice)

    began = time.time()
    for lane in ("interactive", "batch"):
        spec = make_spec("This is one sentence. This is another one! And is this a third one?", lane=lane, cache="off")
        await collect(render(script_of(spec), spec, routing(speak), segments_ahead=3))
    (one, first), (_, second), (_, third), *of_a_batch = asked
    assert first is None
    assert began + len(one) / CHARS_PER_AUDIO_S * CERTAIN - MARGIN_S <= second < third < began + 10
    assert {due for _, due in of_a_batch} == {None}
