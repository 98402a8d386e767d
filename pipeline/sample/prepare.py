"""prepare: from what was uploaded to the clip that is kept. Read this first."""

import math

import numpy as np
import soxr

from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.errors import UnusableSample
from pipeline.formats import AudioFormat
from pipeline.loudness import Loudness
from pipeline.sample.judge import check_audible, check_clipping, check_noise
from pipeline.sample.lufs import integrated_lufs
from pipeline.sample.noise import reduce_noise
from pipeline.sample.pauses import cut_pauses
from pipeline.sample.read import SHORTEST_S, read
from pipeline.sample.sound import Sound

RATE = 24_000
"""Hertz of clips: what engines that clone listen at, or more."""

TARGET_LUFS = -20.0
"""As loud as every voice speaks, see models/voice.py."""


def prepare(data: bytes) -> bytes:
    """A clip as FLAC: mono, at RATE and TARGET_LUFS, of speech with short pauses. Raises UnusableSample.

    Equal recordings make equal clips.
    """
    recording = read(data)
    sound = at_rate(recording)
    check_audible(sound)
    check_noise(sound)
    check_clipping(recording)
    speech = cut_pauses(reduce_noise(sound))
    if speech.duration_s < SHORTEST_S:
        raise UnusableSample(
            "too_little_speech",
            f"'audio_sample' has {speech.duration_s:.1f} s of speech without its pauses: at least {SHORTEST_S:g} s "
            "are needed.",
        )
    return as_flac(levelled(speech))


def at_rate(sound: Sound) -> Sound:
    steady = sound.samples - sound.samples.mean()
    return Sound(soxr.resample(steady, sound.rate, RATE), RATE)


def levelled(sound: Sound) -> AudioChunk:
    """At TARGET_LUFS, its peaks kept below -1 dBTP."""
    peak = float(np.abs(sound.samples).max())
    gain_db = TARGET_LUFS - integrated_lufs(sound) + 20 * math.log10(peak)
    limiter = Loudness(sound.rate)
    full_scale = AudioChunk(np.rint(sound.samples / peak * 32767).astype(np.int16), sound.rate)
    pieces = (limiter.feed(full_scale, gain_db), limiter.flush())
    return AudioChunk(np.concatenate([piece.samples for piece in pieces]), sound.rate)


def as_flac(clip: AudioChunk) -> bytes:
    encoder = Encoder(AudioFormat("flac", clip.sample_rate, None))
    return encoder.encode(clip) + encoder.close()
