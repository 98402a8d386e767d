"""What is refused, and what is not."""

import numpy as np
import pytest

from pipeline.errors import UnusableSample
from pipeline.sample.judge import check_audible, check_clipping, check_noise
from pipeline.sample.read import read
from pipeline.sample.sound import Sound

RNG = np.random.default_rng(0)


def at_level(sound: Sound, gain: float) -> Sound:
    return Sound((sound.samples * gain).astype(np.float32), sound.rate)


def test_clean_speech_passes(speech):
    check_audible(speech)
    check_noise(speech)
    check_clipping(speech)


@pytest.mark.parametrize("level", [0.0, 1e-5, 1e-4])
def test_silence_is_refused(level):
    with pytest.raises(UnusableSample, match="silent") as caught:
        check_audible(Sound((RNG.normal(size=96_000) * level).astype(np.float32), 24000))
    assert caught.value.code == "silent"


def test_quiet_speech_is_not_silence(speech):
    check_audible(at_level(speech, 0.01))


@pytest.mark.parametrize("snr", [-10, 0, 3])
def test_speech_in_noise_is_refused(noisy, snr):
    with pytest.raises(UnusableSample, match="12 dB") as caught:
        check_noise(noisy(snr))
    assert caught.value.code == "noisy"


@pytest.mark.parametrize("snr", [10, 15, 30])
def test_speech_above_noise_is_not(noisy, snr):
    check_noise(noisy(snr))


@pytest.mark.parametrize("sound", ["noise", "hum", "tone"])
def test_what_is_no_speech_is_refused(sound):
    t = np.arange(5 * 24000) / 24000
    hum = sum(np.sin(2 * np.pi * hertz * t) for hertz in (50, 100, 150, 300))
    samples = {"noise": RNG.normal(size=len(t)), "hum": hum, "tone": np.sin(2 * np.pi * 440 * t)}[sound] * 0.1
    with pytest.raises(UnusableSample):
        check_noise(Sound(samples.astype(np.float32), 24000))


def clipped(sound: Sound, over_db: float, level: float = 1.0) -> Sound:
    loud = sound.samples / np.abs(sound.samples).max() * 10 ** (over_db / 20)
    return at_level(Sound(np.clip(loud, -1, 1), sound.rate), level)


@pytest.mark.parametrize("level", [1.0, 0.3])
@pytest.mark.parametrize("container", ["wav", "mp3", "ogg", "mp4", "flac"])
def test_clipping_is_found_at_any_level_and_behind_any_codec(speech, encoded, container, level):
    check_clipping(read(encoded(clipped(speech, 0, level), container)))
    with pytest.raises(UnusableSample, match="clipped") as caught:
        check_clipping(read(encoded(clipped(speech, 12, level), container)))
    assert caught.value.code == "clipped"


@pytest.mark.parametrize("over_db", [6, 20])
def test_clipping_is_found_from_six_decibels_on(speech, over_db):
    check_clipping(clipped(speech, 1))
    with pytest.raises(UnusableSample):
        check_clipping(clipped(speech, over_db))
