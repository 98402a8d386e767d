"""Analysis and synthesis, and what is steady."""

import numpy as np
import pytest

from pipeline.sample.sound import Sound
from pipeline.sample.spectrum import analysed, snr_db, steady_power, synthesised


@pytest.mark.parametrize("length", [1024, 30_001])
def test_what_is_analysed_can_be_put_together_again(length):
    samples = np.random.default_rng(0).normal(size=length).astype(np.float32)
    assert np.allclose(synthesised(analysed(samples), length), samples, atol=1e-5)


def test_the_steady_part_of_noise_is_all_of_it():
    noise = np.random.default_rng(0).normal(size=240_000).astype(np.float32)
    power = np.abs(analysed(noise)) ** 2
    assert steady_power(power).mean() == pytest.approx(power[4:-4].mean(), rel=0.05)


@pytest.mark.parametrize("snr", [5, 10, 20])
def test_the_ratio_follows_the_noise(noisy, snr):
    assert snr_db(noisy(snr)) == pytest.approx(snr + 5, abs=2)  # loud windows are that far above the mean


def test_clean_speech_is_far_above_noise_alone(speech):
    rng = np.random.default_rng(0)
    assert snr_db(speech) > 40
    assert snr_db(Sound(rng.normal(size=96_000).astype(np.float32), 24000)) < 2
    assert snr_db(Sound(np.sin(np.arange(96_000) / 5).astype(np.float32), 24000)) < 0


def test_a_sound_of_nothing_has_no_ratio_worth_naming():
    assert snr_db(Sound(np.zeros(96_000, np.float32), 24000)) <= 100
