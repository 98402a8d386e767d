"""Admission: a permit before any work."""

import asyncio

import pytest

from deployments.api.admission import Admission
from deployments.api.errors import Overloaded
from deployments.settings import Limits
from models.voice import Voices
from pipeline.formats import AudioFormat
from pipeline.spec import RenderSpec
from pipeline.spool import SpoolSpace

VOICE = Voices.built_in({"fake"})["fake"]


def spec(text: str = "a" * 150, name: str = "wav") -> RenderSpec:
    audio = AudioFormat.choose(name, VOICE.sample_rate, None, None)
    return RenderSpec(text=text, voice=VOICE, language="en-us", audio=audio, timeout_s=1)


def admission(**limits) -> Admission:
    limits = Limits(max_input_chars=1000, **limits)
    return Admission(limits, SpoolSpace(limits.spool_bytes))


def test_a_permit_expects_the_audio_of_the_text():
    assert admission().admit(spec()).expected_bytes == 10 * 24000 * 2
    assert admission().admit(spec(name="mp3")).expected_bytes == 10 * (64_000 // 8 + 2_000)


def test_open_renders_are_counted_and_given_back():
    door = admission(max_open_renders=2)
    permits = [door.admit(spec()) for _ in range(2)]
    with pytest.raises(Overloaded, match="2 renders"):
        door.admit(spec())
    permits[0].release()
    door.admit(spec())


def test_queued_audio_is_bounded_but_one_input_always_fits():
    door = admission(max_queued_audio_s=67)
    permit = door.admit(spec("a" * 1000))
    with pytest.raises(Overloaded, match="audio"):
        door.admit(spec("a" * 15))
    permit.release()
    door.admit(spec("a" * 2000))


def test_spool_space_is_kept_for_what_is_expected():
    limits = Limits(spool_bytes=1024**2)
    space = SpoolSpace(limits.spool_bytes)
    door = Admission(limits, space)
    spool = space.open(door.admit(spec("a" * 300)).expected_bytes)
    with pytest.raises(Overloaded, match="wait for readers"):
        door.admit(spec("a" * 300))
    spool.close()
    door.admit(spec("a" * 300))


def test_what_is_at_work_is_told_whenever_it_changes():
    told, limits = [], Limits()
    door = Admission(limits, SpoolSpace(limits.spool_bytes), lambda *at_work: told.append(at_work))
    first, _ = door.admit(spec()), door.admit(spec())
    first.release()
    assert told == [(1, 10.0), (2, 20.0), (1, 10.0)]


async def test_fifty_at_once_past_two_permits(make_house):
    house = make_house(limits={"max_open_renders": 2})
    answers = await asyncio.gather(*[house.speak(f"Sentence number {n}.") for n in range(50)])
    admitted = [response for response in answers if response.status_code == 200]
    refused = [response for response in answers if response.status_code == 429]
    assert len(admitted) >= 2
    assert len(admitted) + len(refused) == 50
    assert refused
    assert all(response.content for response in admitted)
    assert all(response.headers["retry-after"] == "1" for response in refused)
    assert {response.json()["error"]["type"] for response in refused} == {"rate_limit_error"}
    assert (await house.speak()).status_code == 200


async def test_joining_needs_no_permit(make_house):
    house = make_house(limits={"max_open_renders": 1})
    answers = await asyncio.gather(*[house.speak("The same for all.", response_format="pcm") for _ in range(20)])
    assert {response.status_code for response in answers} == {200}
    assert {response.content for response in answers} == {answers[0].content}
    kinds = [response.headers["x-declaim-cache"] for response in answers]
    assert sorted(kinds) == ["joined"] * 19 + ["miss"]


@pytest.mark.parametrize(("text", "status"), [("Hello.", 200), ("Boom.", 503), ("Stuck.", 504), ("Bug.", 500)])
async def test_permits_come_back_however_it_ends(make_house, text, status):
    house = make_house(limits={"max_open_renders": 1, "timeout_s": 0.01})
    assert (await house.speak(text)).status_code == status
    assert (await house.speak("Fine.", timeout_s=5)).status_code == 200


async def test_a_permit_comes_back_when_the_client_goes(make_house, wire, settle):
    house = make_house(limits={"max_open_renders": 1})
    exchange = wire(house, input="Stuck.")
    await settle()
    assert (await house.speak("Other.")).status_code == 429
    exchange.gone.set()
    await exchange.exchange
    await settle()
    assert (await house.speak("Other.")).status_code == 200
