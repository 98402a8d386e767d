"""Cloning over HTTP: what is answered, what is refused and why, and who sees the voice."""

import asyncio
import io
import wave
from collections.abc import AsyncIterator

import httpx
import numpy as np
import pytest

from cache.folder import FolderObjects
from deployments.api.recording import MAX_SAMPLE_BYTES
from deployments.api.uploads import AT_ONCE
from pipeline.sample.prepare import prepare

VOICES = "/v1/audio/voices"


@pytest.fixture(autouse=True)
def prepared_here(monkeypatch):
    """In this process: starting another takes a second, and pipeline/sample has tests for it."""

    async def prepare_here(data: bytes) -> bytes:
        return await asyncio.to_thread(prepare, data)

    monkeypatch.setattr("deployments.api.voices.prepare_apart", prepare_here)


@pytest.fixture
def home(make_house, tmp_path):
    return make_house(home=tmp_path)


async def clone(house, sample: bytes, name: str = "Anna", consent: str = "true", **data: str) -> httpx.Response:
    fields = {"name": name, "consent": consent, **data}
    return await house.client.post(VOICES, data=fields, files={"audio_sample": ("me.wav", sample, "audio/wav")})


def refused(response: httpx.Response) -> tuple[int, str | None, str | None]:
    error = response.json()["error"]
    assert list(error) == ["message", "type", "param", "code"]
    return response.status_code, error["param"], error["code"]


async def test_the_answer_is_openais(home, recording):
    response = await clone(home, recording, "Zoë K.", ref_text="is ignored")
    assert response.status_code == 200
    body = response.json()
    assert body.pop("created_at") > 1_700_000_000
    assert body == {"object": "audio.voice", "id": "zoe-k", "name": "Zoë K."}


async def test_it_speaks_at_once_and_like_its_recording(home, recording):
    await clone(home, recording)
    spoken = await home.speak(voice="anna", response_format="pcm")
    assert spoken.status_code == 200
    assert spoken.headers["x-declaim-engine"] == "fake"
    assert spoken.content != (await home.speak(voice="fake", response_format="pcm")).content


async def test_it_is_listed(home, recording):
    await clone(home, recording)
    (listed,) = [voice for voice in (await home.client.get(VOICES)).json()["voices"] if voice["id"] == "anna"]
    assert (listed["name"], listed["engine"], listed["sample_rate"]) == ("Anna", "fake", 24000)


async def test_every_replica_and_later_one_has_it(make_house, tmp_path, recording):
    one, other = make_house(home=tmp_path), make_house(home=tmp_path)
    assert refused(await other.speak(voice="anna")) == (400, "voice", "voice_not_found")
    await clone(one, recording)
    assert (await other.speak(voice="anna")).status_code == 200
    later = make_house(home=tmp_path)
    assert "anna" in (await later.client.get(VOICES)).text
    await one.client.delete(f"{VOICES}/anna")
    assert refused(await later.client.delete(f"{VOICES}/anna")) == (404, "voice_id", "voice_not_found")
    assert "anna" not in (await other.client.get(VOICES)).text
    assert refused(await other.speak(voice="anna")) == (400, "voice", "voice_not_found")


async def test_what_was_deleted_elsewhere_can_be_cloned_anew_at_once(make_house, tmp_path, recording):
    one, other = make_house(home=tmp_path), make_house(home=tmp_path)
    await clone(one, recording)
    assert (await other.speak(voice="anna")).status_code == 200
    await one.client.delete(f"{VOICES}/anna")
    assert (await clone(other, recording)).status_code == 200


async def test_a_replica_that_is_asked_nothing_follows(make_house, tmp_path, recording, monkeypatch):
    monkeypatch.setattr("deployments.api.catalogue.FOLLOW_S", 0.01)
    one, other = make_house(home=tmp_path), make_house(home=tmp_path)
    await clone(one, recording)
    await other.speak(voice="anna")
    async with other.app.router.lifespan_context(other.app):
        await one.client.delete(f"{VOICES}/anna")
        await asyncio.sleep(0.1)
        assert (await other.speak(voice="anna")).status_code == 400


async def test_a_name_that_is_had_again_never_plays_what_was_kept(make_house, tmp_path, recording):
    house = make_house(home=tmp_path, kept_bytes=10**7)
    await clone(house, recording)
    first = await house.speak(voice="anna")
    assert (await house.speak(voice="anna")).headers["x-declaim-cache"] == "hit"
    await house.client.delete(f"{VOICES}/anna")
    await clone(house, louder_at_first(recording))
    again = await house.speak(voice="anna")
    assert again.headers["x-declaim-cache"] == "miss"
    assert again.content != first.content


def louder_at_first(recording: bytes) -> bytes:
    samples = np.frombuffer(recording[44:], np.int16).copy()
    samples[: len(samples) // 2] //= 2
    return recording[:44] + samples.tobytes()


async def test_what_is_speaking_is_spoken_to_its_end(make_house, tmp_path, recording):
    house = make_house(home=tmp_path)
    await clone(house, recording)
    text = " ".join(f"This is sentence {word}." for word in ("one", "two", "three", "four"))
    whole = (await house.speak(text, voice="anna", response_format="pcm")).content
    async with house.client.stream(
        "POST", "/v1/audio/speech", json={"input": text, "voice": "anna", "response_format": "pcm"}
    ) as speech:
        assert (await house.client.delete(f"{VOICES}/anna")).status_code == 200
        assert await speech.aread() == whole


async def test_delete_says_so(home, recording):
    await clone(home, recording)
    response = await home.client.delete(f"{VOICES}/anna")
    assert response.json() == {"id": "anna", "object": "audio.voice.deleted", "deleted": True}
    assert refused(await home.client.delete(f"{VOICES}/anna")) == (404, "voice_id", "voice_not_found")


@pytest.mark.parametrize("voice", ["fake", "alloy", "espeak", "tts-1"])
async def test_what_was_not_cloned_cannot_be_deleted(home, voice):
    assert refused(await home.client.delete(f"{VOICES}/{voice}")) == (400, "voice_id", "voice_not_cloned")
    assert (await home.speak(voice="fake")).status_code == 200


@pytest.mark.parametrize(
    "voice", ["..", "%2e%2e", "..%2fclips%2fx", "%00", "x" * 500, "a%5cb", ".parts", "%F0%9F%98%80"]
)
async def test_no_voice_of_that_id(home, voice):
    assert (await home.client.delete(f"{VOICES}/{voice}")).status_code in {404, 405}


@pytest.mark.parametrize("name", ["Fake", "alloy", "TTS 1", "espeak", "ESPEAK-F"])
async def test_a_name_that_is_given_already(home, recording, name):
    assert refused(await clone(home, recording, name)) == (409, "name", "voice_exists")


async def test_a_name_twice(home, recording):
    assert (await clone(home, recording, "Anna B")).status_code == 200
    assert refused(await clone(home, recording, "anna-b")) == (409, "name", "voice_exists")


async def test_of_many_at_once_one_gets_the_name(make_house, tmp_path, recording):
    houses = [make_house(home=tmp_path) for _ in range(4)]
    answers = await asyncio.gather(*(clone(houses[n // 3], recording) for n in range(12)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 11
    objects = FolderObjects(tmp_path / "objects")
    assert len(await objects.list("clips/")) == len(await objects.list("voices/")) == 1


@pytest.mark.parametrize("name", ["../../../tmp/x", "..", "/etc/passwd", "a\\b", "...", "", "x" * 65])
async def test_names_that_are_refused_leave_nothing(home, recording, tmp_path, name):
    assert refused(await clone(home, recording, name))[:2] == (400, "name")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("consent", ["", "false", "no", "cons_123"])
async def test_without_consent_nothing_is_done(home, recording, tmp_path, consent):
    assert refused(await clone(home, recording, consent=consent)) == (400, "consent", "consent_required")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("field", ["name", "consent", "audio_sample"])
async def test_a_field_that_is_missing_is_named(home, recording, field):
    fields = {"name": (None, "Anna"), "consent": (None, "true"), "audio_sample": ("me.wav", recording)}
    del fields[field]
    assert refused(await home.client.post(VOICES, files=fields)) == (400, field, "missing")


async def test_several_files_are_refused(home, recording):
    files = [("audio_sample", ("1.wav", recording)), ("audio_sample", ("2.wav", recording))]
    response = await home.client.post(VOICES, data={"name": "Anna", "consent": "true"}, files=files)
    assert refused(response) == (400, "audio_sample", "invalid_value")


def wav(samples: np.ndarray) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 16000, 0, "NONE", ""))
        writer.writeframes(np.clip(samples, -32768, 32767).astype(np.int16).tobytes())
    return file.getvalue()


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("sample", "code"),
    [
        (b"", "invalid_value"),
        (b"this is no audio", "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "unreadable"),
        (wav(np.zeros(16000 * 5)), "silent"),
        (wav(RNG.normal(size=16000) * 3000), "too_short"),
        (wav(RNG.normal(size=16000 * 61) * 3000), "too_long"),
        (wav(RNG.normal(size=16000 * 5) * 3000), "noisy"),
    ],
)
async def test_what_nobody_could_be_cloned_from(home, sample, code):
    response = await clone(home, sample)
    status, param, told = refused(response)
    assert (status, param) == (400, "audio_sample")
    assert told in {code, "no_audio"}


async def test_a_file_that_is_too_large(home):
    assert refused(await clone(home, bytes(MAX_SAMPLE_BYTES + 1))) == (413, "audio_sample", "sample_too_large")


async def test_more_than_that_is_not_read(home):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 2**20
            yield bytes(2**20)

    headers = {"content-type": "multipart/form-data; boundary=x"}
    response = await home.client.post(VOICES, content=endless(), headers=headers)
    assert refused(response)[0] == 413
    assert sent < MAX_SAMPLE_BYTES + 3 * 2**20
    declared = {**headers, "content-length": str(2**40)}
    assert refused(await home.client.post(VOICES, content=endless(), headers=declared))[0] == 413


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data", "application/json", ""])
async def test_a_body_that_is_no_form(home, kind):
    response = await home.client.post(VOICES, content=b"--x\r\ngarbage\r\n\r\n--x--", headers={"content-type": kind})
    assert refused(response) == (400, None, "invalid_form")


async def test_an_upload_that_breaks_off_leaves_nothing_and_frees_its_permit(home, raw_wire, recording, tmp_path):
    for _ in range(AT_ONCE + 1):
        headers = {"content-type": "multipart/form-data; boundary=x"}
        wire = raw_wire(home.app, b"--x\r\n", headers=headers, ends=False, path=VOICES)
        wire.gone.set()
        await wire.exchange
        assert wire.sent == []
    assert list(tmp_path.iterdir()) == []
    assert (await clone(home, recording)).status_code == 200


async def test_an_upload_that_never_arrives_is_given_up(home, raw_wire, monkeypatch):
    monkeypatch.setattr("deployments.api.recording.UPLOAD_S", 0.05)
    headers = {"content-type": "multipart/form-data; boundary=x"}
    wire = raw_wire(home.app, b"--x\r\n", headers=headers, ends=False, path=VOICES)
    await wire.until_sent(2)
    assert wire.sent[0]["status"] == 408


async def test_too_many_at_once_are_told_to_come_back(home, raw_wire, recording, monkeypatch):
    monkeypatch.setattr("deployments.api.uploads.MOST", 2)
    headers = {"content-type": "multipart/form-data; boundary=x"}
    wires = [raw_wire(home.app, b"--x", headers=headers, ends=False, path=VOICES) for _ in range(2)]
    await asyncio.sleep(0.01)
    response = await clone(home, recording)
    assert refused(response) == (429, None, "overloaded")
    assert int(response.headers["retry-after"]) > 0
    for wire in wires:
        wire.gone.set()
        await wire.exchange
    assert (await clone(home, recording)).status_code == 200


async def test_where_no_engine_clones_the_answer_says_which_would(make_house, tmp_path, recording):
    house = make_house(home=tmp_path, engines=("espeak",))
    response = await clone(house, recording)
    assert refused(response) == (501, None, "cannot_clone")
    assert "'xtts'" in response.text


async def test_a_store_that_is_away_is_a_503_and_speech_goes_on(make_house, tmp_path, recording):
    (tmp_path / "objects").touch()
    house = make_house(home=tmp_path)
    assert refused(await clone(house, recording)) == (503, None, "storage_unavailable")
    assert (await house.speak()).status_code == 200


async def test_both_need_the_key(make_house, tmp_path, recording):
    house = make_house(home=tmp_path, keys=("secret",))
    assert refused(await clone(house, recording))[0] == 401
    assert refused(await house.client.delete(f"{VOICES}/anna"))[0] == 401
    house.client.headers["authorization"] = "Bearer secret"
    assert (await clone(house, recording)).status_code == 200


async def test_nobody_gets_a_cloned_voice_without_asking_for_it(home, recording):
    """The fake voice does not speak Dutch; neither may any other that was not named."""
    await clone(home, recording)
    for voice in (None, "alloy"):
        answer = await home.speak(voice=voice, language="de", model="fake")
        assert answer.status_code == 200
        assert home.accounts[-1].spec.voice.id == "fake"
