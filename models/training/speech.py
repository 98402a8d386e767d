"""Speech taken apart and put together again, so that every sample of it follows from features a frame apart.

Taken apart by WORLD (Morise et al. 2016): spectral envelope and aperiodicity. Put together with pulses where
prosody.py wants them and with noise that is a fixed function of a few random numbers per frame: a decoder that sees
the features and the numbers can learn the samples themselves, noise included, without an adversary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import librosa
import numpy as np
import pyworld
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from models.training.prosody import Voicing
from models.training.teacher import HOP, SAMPLE_RATE

MELS, NOISE = 64, 27
FFT = 1024
BEFORE = 32
"""Samples of a pulse that may come before it."""
STEP = 32
"""Samples between two changes of the noise's spectrum."""
HISS_FRAMES = 5
"""Over which hiss is averaged: 40 ms."""
FLOOR = 1e-9
"""Of power; full scale being 1."""
BREATH_HZ = (2500.0, 5000.0)
"""Below the first a voice is all pulses, above the second as noisy as the speaker's."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Analysis:
    envelope: Floats
    """Power spectrum around the middle of each frame: [frames, 513]."""
    breath: Floats
    """Share of noise in the upper half of each spectrum, 0 to 1: [frames]."""


def analyse(samples: NDArray[np.int16], frames: int) -> Analysis:
    """Of `frames * 128` samples at 16 kHz."""
    signal = np.pad(samples / 32768.0, (0, FFT))[HOP // 2 :]  # WORLD looks at where a frame begins
    hertz, times_s = pyworld.dio(signal, SAMPLE_RATE, frame_period=1000 * HOP / SAMPLE_RATE)
    hertz = pyworld.stonemask(signal, hertz, times_s, SAMPLE_RATE)
    envelope = pyworld.cheaptrick(signal, hertz, times_s, SAMPLE_RATE, fft_size=FFT)
    breath = pyworld.d4c(signal, hertz, times_s, SAMPLE_RATE, fft_size=FFT)[:, FFT // 4 :].mean(axis=1)
    return Analysis(np.maximum(envelope[:frames], FLOOR), breath[:frames])


def settled(analysis: Analysis, frames: NDArray[np.int64], hisses: Sequence[bool]) -> Analysis:
    """As it follows from the text: breath steady in each sound, and hiss without the accidents of a single frame.

    `frames`: of each sound. What follows from accidents is noise that nobody can repeat, taken for the envelope of it.
    """
    envelope, breath = analysis.envelope.copy(), analysis.breath.copy()
    ends = np.cumsum(frames)
    for begin, end, hiss in zip(ends - frames, ends, hisses, strict=True):
        breath[begin:end] = breath[begin:end].mean()
        if hiss:
            envelope[begin:end] = uniform_filter1d(envelope[begin:end], HISS_FRAMES, axis=0, mode="nearest")
    return Analysis(envelope, breath)


def log_mel(envelope: Floats) -> Floats:
    """[frames, 64]"""
    mel: Floats = np.log(envelope @ _mel_filters().T + FLOOR)
    return mel


def resynthesise(analysis: Analysis, voicing: Voicing, noise: Floats) -> Floats:
    """Samples. `noise`: standard normal, [frames, 27]."""
    voiced = voicing.hertz[HOP // 2 :: HOP] > 0
    share = np.where(voiced[:, None], analysis.breath[:, None] * _breath_weight(), 1.0)
    noisy = analysis.envelope * share**2
    return _pulses(analysis.envelope * (1 - share**2), voicing) + _filtered(excitation(noise), noisy)


def excitation(noise: Floats) -> Floats:
    """Samples of unit variance, each a sum of fixed shapes two frames long."""
    shapes = noise @ noise_shapes()
    samples = np.zeros((len(noise) + 1) * HOP)
    samples[: len(noise) * HOP] += shapes[:, :HOP].reshape(-1)
    samples[HOP:] += shapes[:, HOP:].reshape(-1)
    return samples[HOP // 2 : HOP // 2 + len(noise) * HOP]


@cache
def noise_shapes() -> Floats:
    """[27, 256]"""
    white = np.random.default_rng(0).standard_normal((NOISE, 2 * HOP))
    window = np.sin(np.pi * (np.arange(2 * HOP) + 0.5) / (2 * HOP))
    across = np.linalg.qr((white * window).T)[0].T
    return np.asarray(across * np.sqrt(HOP / NOISE), float)


def _pulses(envelope: Floats, voicing: Voicing) -> Floats:
    """Each period's pulse as the envelope shapes it there, with minimum phase."""
    begins = np.flatnonzero((np.diff(voicing.turns, prepend=1.0) < 0) & (voicing.hertz > 0))
    samples = np.zeros(BEFORE + len(voicing.turns) + FFT)
    power = _between(envelope, begins / HOP - 0.5)
    hertz = voicing.hertz[begins]
    late = voicing.turns[begins] / hertz * SAMPLE_RATE  # how far into the sample's period the pulse already is
    # Between samples a pulse rings on both sides; without room before it, it would ring a whole transform later.
    shift = np.exp(-2j * np.pi * np.arange(FFT // 2 + 1) / FFT * (BEFORE - late)[:, None])
    responses = np.fft.irfft(_minimum_phase(power) * shift) * np.sqrt(SAMPLE_RATE / hertz)[:, None]
    for begin, response in zip(begins, responses, strict=True):
        samples[begin : begin + FFT] += response
    return samples[BEFORE : BEFORE + len(voicing.turns)]


def _minimum_phase(power: Floats) -> NDArray[np.complex128]:
    """Spectra of that power whose energy comes as early as it can (Oppenheim & Schafer: the folded cepstrum)."""
    cepstrum = np.fft.irfft(np.log(power) / 2)
    fold = np.zeros(FFT)
    fold[[0, FFT // 2]], fold[1 : FFT // 2] = 1, 2
    return np.exp(np.fft.rfft(cepstrum * fold))


def _filtered(signal: Floats, envelope: Floats) -> Floats:
    """The signal through the envelope as it changes, in overlapping pieces of `2 * STEP` samples."""
    pieces = sliding_window_view(np.pad(signal, 2 * STEP), 2 * STEP)[::STEP] * np.hanning(2 * STEP + 1)[:-1]
    middles = np.arange(len(pieces)) * STEP - STEP
    spectrum = _minimum_phase(_between(envelope, middles / HOP - 0.5))
    responses = np.fft.irfft(np.fft.rfft(pieces, FFT) * spectrum)
    samples = np.zeros(len(signal) + 2 * STEP + FFT)
    for number, response in enumerate(responses):
        samples[number * STEP : number * STEP + FFT] += response
    return samples[2 * STEP : 2 * STEP + len(signal)]


def _between(envelope: Floats, at: Floats) -> Floats:
    """Power spectra at places between frames: geometric means."""
    at = np.clip(at, 0, len(envelope) - 1)
    before = at.astype(int)
    after, part = np.minimum(before + 1, len(envelope) - 1), (at - before)[:, None]
    logarithms = np.log(envelope + FLOOR**2)
    between: Floats = np.exp((1 - part) * logarithms[before] + part * logarithms[after])
    return between


@cache
def _mel_filters() -> Floats:
    filters = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=FFT, n_mels=MELS, norm=None)
    return np.asarray(filters / filters.sum(axis=1, keepdims=True), float)


@cache
def _breath_weight() -> Floats:
    low, high = BREATH_HZ
    ramp = np.clip((np.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT - low) / (high - low), 0, 1)
    return np.asarray(ramp**2 * (3 - 2 * ramp), float)
