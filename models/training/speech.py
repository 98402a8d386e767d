"""Speech taken apart and put together again, so that every sample of it follows from features a frame apart.

Taken apart by WORLD (Morise et al. 2016): spectral envelope and aperiodicity. Put together with pulses where
prosody.py wants them and with noise that is a fixed function of a few random numbers per frame: a decoder that sees
the features and the numbers can learn the samples themselves, noise included, without an adversary.
"""

from dataclasses import dataclass
from functools import cache

import librosa
import numpy as np
import pyworld
from numpy.typing import NDArray

from models.training.prosody import HOP, Voicing
from models.training.teacher import SAMPLE_RATE

MELS, NOISE = 64, 27
FFT = 1024
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
    """Of `frames * 256` samples at 16 kHz."""
    signal = np.pad(samples / 32768.0, (0, FFT))[HOP // 2 :]  # WORLD looks at where a frame begins
    hertz, times_s = pyworld.dio(signal, SAMPLE_RATE, frame_period=1000 * HOP / SAMPLE_RATE)
    hertz = pyworld.stonemask(signal, hertz, times_s, SAMPLE_RATE)
    envelope = pyworld.cheaptrick(signal, hertz, times_s, SAMPLE_RATE, fft_size=FFT)
    breath = pyworld.d4c(signal, hertz, times_s, SAMPLE_RATE, fft_size=FFT)[:, FFT // 4 :].mean(axis=1)
    return Analysis(np.maximum(envelope[:frames], FLOOR), breath[:frames])


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
    """[27, 512]"""
    white = np.random.default_rng(0).standard_normal((NOISE, 2 * HOP))
    window = np.sin(np.pi * (np.arange(2 * HOP) + 0.5) / (2 * HOP))
    across = np.linalg.qr((white * window).T)[0].T
    return np.asarray(across * np.sqrt(HOP / NOISE), float)


def _pulses(envelope: Floats, voicing: Voicing) -> Floats:
    """Each period's pulse as the envelope shapes it there, with minimum phase."""
    begins = np.flatnonzero((np.diff(voicing.turns, prepend=1.0) < 0) & (voicing.hertz > 0))
    samples = np.zeros(len(voicing.turns) + FFT)
    at = np.clip(begins / HOP - 0.5, 0, len(envelope) - 1)
    before = at.astype(int)
    after, part = np.minimum(before + 1, len(envelope) - 1), (at - before)[:, None]
    power = np.exp((1 - part) * np.log(envelope[before] + FLOOR**2) + part * np.log(envelope[after] + FLOOR**2))
    hertz = voicing.hertz[begins]
    late = voicing.turns[begins] / hertz * SAMPLE_RATE  # how far into the sample's period the pulse already is
    spectrum = _minimum_phase(power) * np.exp(2j * np.pi * np.arange(FFT // 2 + 1) / FFT * late[:, None])
    responses = np.fft.irfft(spectrum) * np.sqrt(SAMPLE_RATE / hertz)[:, None]
    for begin, response in zip(begins, responses, strict=True):
        samples[begin : begin + FFT] += response
    return samples[: len(voicing.turns)]


def _minimum_phase(power: Floats) -> NDArray[np.complex128]:
    """Spectra of that power whose energy comes as early as it can (Oppenheim & Schafer: the folded cepstrum)."""
    cepstrum = np.fft.irfft(np.log(power) / 2)
    fold = np.zeros(FFT)
    fold[[0, FFT // 2]], fold[1 : FFT // 2] = 1, 2
    return np.exp(np.fft.rfft(cepstrum * fold))


def _filtered(signal: Floats, envelope: Floats) -> Floats:
    """The signal through the envelope as it changes, half a frame at a time."""
    half = HOP // 2
    window = np.hanning(HOP + 1)[:HOP]
    made = np.zeros(len(signal) + 2 * FFT)
    padded = np.pad(signal, HOP)
    for n in range(2 * len(envelope) + 2):
        begin = n * half
        power = envelope[min(max(begin - half, 0) // HOP, len(envelope) - 1)]
        piece = np.fft.irfft(np.fft.rfft(padded[begin : begin + HOP] * window, FFT) * np.sqrt(power))
        made[begin : begin + FFT] += piece
    return made[HOP : HOP + len(signal)]


@cache
def _mel_filters() -> Floats:
    filters = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=FFT, n_mels=MELS, norm=None)
    return np.asarray(filters / filters.sum(axis=1, keepdims=True), float)


@cache
def _breath_weight() -> Floats:
    low, high = BREATH_HZ
    ramp = np.clip((np.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT - low) / (high - low), 0, 1)
    return np.asarray(ramp**2 * (3 - 2 * ramp), float)
