import pytest

from benchmarks.load.drivers import DRIVERS
from benchmarks.load.drivers.choices import check_formats, settled
from benchmarks.load.errors import NotForDriver


def fitted(plan, name, **changes):
    return settled(plan(driver=name, **changes), DRIVERS[name])


@pytest.mark.parametrize(
    ("name", "audio_format", "model", "pcm_rate"),
    [
        ("openai", "pcm", "tts-1", 24_000),
        ("piper", "wav", None, None),
        ("wyoming", "pcm", None, None),
        ("xtts-streaming", "wav", None, None),
        ("nvidia-online", "pcm", None, 22_050),
    ],
)
def test_what_is_left_open_is_the_drivers(plan, name, audio_format, model, pcm_rate):
    plan = fitted(plan, name)
    assert (plan.audio_format, plan.model, plan.pcm_rate) == (audio_format, model, pcm_rate)
    assert settled(plan, DRIVERS[name]) == plan


def test_what_is_chosen_stays(plan):
    chosen = {"audio_format": "pcm", "model": "m", "pcm_rate": 16_000, "voice": "v", "target": "http://there:1/v1"}
    assert fitted(plan, "openai", **chosen) == plan(driver="openai", **chosen)


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("piper", {"audio_format": "mp3"}, "--format: piper answers in wav, not in mp3"),
        ("xtts-streaming", {"audio_format": "opus"}, "--format: xtts-streaming answers in wav or pcm, not in opus"),
        ("websocket", {"audio_format": "wav"}, "--format: websocket answers in pcm"),
        ("coqui", {"model": "tacotron"}, "--model: a request of coqui names none; leave it out"),
        ("wyoming", {"pcm_rate": 16_000}, "--pcm-rate: pcm of wyoming tells its rate itself; leave it out"),
        ("openai", {"pcm_rate": 16_000, "audio_format": "mp3"}, "--pcm-rate: mp3 of openai tells its rate itself"),
        ("wyoming", {"api_key": "secret"}, "--api-key-from: wyoming has no keys; leave it out"),
        ("elevenlabs", {}, "--voice is wanted with elevenlabs"),
        ("wyoming", {"target": "http://there:1"}, "--target: wyoming wants tcp://HOST:PORT, not http://there:1"),
        ("wyoming", {"target": "tcp://there"}, "--target: wyoming wants tcp://HOST:PORT"),
        ("wyoming", {"target": "tcp://there:x"}, "--target: wyoming wants tcp://HOST:PORT"),
        ("piper", {"target": "there:1"}, "--target: piper wants http://HOST:PORT"),
    ],
)
def test_what_a_driver_can_do_nothing_with_is_refused(plan, name, changes, told):
    with pytest.raises(NotForDriver) as caught:
        fitted(plan, name, **changes)
    assert told in str(caught.value)


def test_who_can_only_answer_in_one_format_is_not_asked_for_others(plan, tmp_path):
    check_formats(plan(driver="openai", workload="mixed"), DRIVERS["openai"])
    path = tmp_path / "it.jsonl"
    path.write_text('{"input": "One.", "response_format": "wav"}\n{"input": "Two."}\n')
    check_formats(plan(driver="piper", workload=str(path)), DRIVERS["piper"])
    with pytest.raises(NotForDriver, match="--workload: it asks for wav; elevenlabs answers in mp3"):
        check_formats(plan(driver="elevenlabs", workload=str(path)), DRIVERS["elevenlabs"])
    with pytest.raises(NotForDriver, match="asks for aac and flac and mp3 and opus and pcm; piper answers in wav"):
        check_formats(plan(driver="piper", workload="mixed"), DRIVERS["piper"])
