"""From what was uploaded to the clip."""

import numpy as np
import pyloudnorm
import pytest

from pipeline.errors import UnusableSample
from pipeline.sample.prepare import RATE, prepare
from pipeline.sample.read import read
from pipeline.sample.sound import Sound


def loudness(clip: bytes) -> float:
    return pyloudnorm.Meter(RATE).integrated_loudness(read(clip).samples.astype(float))


@pytest.mark.parametrize("container", ["wav", "mp3", "ogg", "mp4", "flac", "webm"])
@pytest.mark.parametrize(("rate", "layout"), [(48000, "stereo"), (16000, "mono")])
def test_every_recording_becomes_a_clip_at_minus_20_lufs(speech, encoded, container, rate, layout):
    clip = prepare(encoded(speech, container, rate, layout))
    sound = read(clip)
    assert clip[:4] == b"fLaC"
    assert sound.rate == RATE
    assert sound.duration_s == pytest.approx(speech.duration_s, abs=0.2)
    assert loudness(clip) == pytest.approx(-20, abs=0.2)
    assert np.abs(sound.samples).max() <= 10 ** (-1 / 20)


def test_a_telephones_recording_will_do(speech, encoded):
    assert loudness(prepare(encoded(speech, "wav", 8000))) == pytest.approx(-20, abs=0.2)


@pytest.mark.parametrize("gain", [0.01, 0.1, 1.0])
def test_a_quiet_one_gets_as_loud(speech, encoded, gain):
    clip = prepare(encoded(Sound(speech.samples * np.float32(gain), speech.rate)))
    assert loudness(clip) == pytest.approx(-20, abs=0.2)


def test_equal_recordings_make_equal_clips(speech, encoded):
    data = encoded(speech, "mp3", 44100)
    assert prepare(data) == prepare(data)


def test_a_shift_of_the_zero_line_goes(speech, encoded):
    shifted = Sound(speech.samples * np.float32(0.3) + np.float32(0.4), speech.rate)
    assert abs(read(prepare(encoded(shifted))).samples.mean()) < 0.001


def test_noise_gets_less(noisy, encoded):
    sound = read(prepare(encoded(noisy(15))))
    assert sound.rate == RATE
    assert loudness(prepare(encoded(noisy(15)))) == pytest.approx(-20, abs=0.2)


def test_pauses_are_no_speech(speech, encoded):
    short = speech.samples[: 2 * speech.rate]
    pause = np.zeros(2 * speech.rate, np.float32)
    with pytest.raises(UnusableSample, match="without its pauses") as caught:
        prepare(encoded(Sound(np.concatenate([short, pause]), speech.rate)))
    assert caught.value.code == "too_little_speech"


@pytest.mark.parametrize("samples", [np.zeros(96_000), np.ones(96_000) * 0.5, np.eye(1, 96_000, 7)[0]])
def test_strange_sounds_are_refused(samples, encoded):
    with pytest.raises(UnusableSample):
        prepare(encoded(Sound(samples.astype(np.float32), 24000)))
