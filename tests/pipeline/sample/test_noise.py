"""Noise, turned down without harm to the speech."""

import numpy as np
import pytest

from pipeline.sample.noise import STRONGEST, gains, reduce_noise
from pipeline.sample.sound import Sound
from pipeline.sample.spectrum import analysed, snr_db, steady_power, synthesised


def true_snr_db(clean: np.ndarray, given: np.ndarray) -> float:
    """Of what is the clean sound in it, and what is not."""
    own = (clean @ given) / (clean @ clean) * clean
    return float(10 * np.log10((own @ own) / ((given - own) @ (given - own))))


@pytest.mark.parametrize(("snr", "least_gain"), [(10, 4), (15, 3), (20, 1.5)])
def test_speech_stands_out_more_afterwards(speech, noisy, snr, least_gain):
    sound = noisy(snr)
    cleaned = reduce_noise(sound)
    assert len(cleaned.samples) == len(sound.samples)
    assert true_snr_db(speech.samples, cleaned.samples) > true_snr_db(speech.samples, sound.samples) + least_gain
    assert snr_db(cleaned) > snr_db(sound) + 10


def test_a_hum_is_turned_down(speech):
    t = np.arange(len(speech.samples)) / speech.rate
    hum = (0.02 * np.sin(2 * np.pi * 50 * t) + 0.02 * np.sin(2 * np.pi * 6000 * t)).astype(np.float32)
    cleaned = reduce_noise(Sound(speech.samples + hum, speech.rate))
    assert true_snr_db(speech.samples, cleaned.samples) > true_snr_db(speech.samples, speech.samples + hum) + 3


def test_clean_speech_stays_as_it_is(speech):
    assert reduce_noise(speech) is speech


def test_even_if_it_were_filtered_clean_speech_would_hardly_change(speech):
    spectra = analysed(speech.samples)
    power = np.abs(spectra) ** 2
    filtered = synthesised(spectra * gains(power, steady_power(power)), len(speech.samples))
    assert true_snr_db(speech.samples, filtered) > 35


def test_nothing_is_turned_down_more_than_the_limit_or_up():
    power = np.abs(analysed(np.random.default_rng(0).normal(size=48_000).astype(np.float32))) ** 2
    gain = gains(power, steady_power(power))
    assert gain.min() >= STRONGEST
    assert gain.max() <= 1
