"""Measuring: one sentence of a voice beside the same one of its target and its teacher."""

from typing import NamedTuple, Self

from benchmarks.quality import pitch
from benchmarks.quality.clipping import flat_tops
from benchmarks.quality.distortion import distortion
from benchmarks.quality.fricatives import fricative_repetition
from benchmarks.quality.harmonicity import harmonicity
from benchmarks.quality.loudness import loudness_lufs
from benchmarks.quality.silence import silence
from benchmarks.quality.sound import Floats, Sound
from benchmarks.quality.timbre import mfcc_cosine

Row = dict[str, float]
"""One sentence's figures by name; NaN for what cannot be measured in it."""

HOP = 256
"""Samples of a voice that its network makes at a time."""


class Said(NamedTuple):
    """A sentence, with what takes longest to find out about it."""

    sound: Sound
    samples: Floats
    """At RATE."""
    track_hz: Floats

    @classmethod
    def heard(cls, sound: Sound) -> Self:
        samples = sound.compared()
        return cls(sound, samples, pitch.pitch_hz(samples))


class Likeness(NamedTuple):
    mfcc_cosine: float
    mcd_db: float
    mcd_worst_db: float


def likeness(said: Floats, target: Floats) -> Likeness:
    """Of sounds at RATE."""
    return Likeness(mfcc_cosine(said, target), *distortion(said, target))


def measure(said: Said, target: Said, teacher: Said, hop: int = HOP) -> Row:
    """What is to be like the target, and what is to be like the teacher, whose voice nobody has simplified."""
    return {
        **likeness(said.samples, target.samples)._asdict(),
        **tempo(said, target),
        **melody(said.track_hz, target.track_hz, teacher.track_hz),
        **voicing(said, teacher),
        "fricative_repetition": fricative_repetition(said.sound.samples, said.sound.rate, hop),
        "flat_tops": flat_tops(said.sound.samples),
        "loudness_lufs": loudness_lufs(said.samples),
    }


def tempo(said: Said, target: Said) -> Row:
    share, longest_s = silence(said.samples)
    return {
        "duration_ratio": said.sound.duration_s / target.sound.duration_s,
        "silence_difference": share - silence(target.samples).share,
        "longest_silence_s": longest_s,
    }


def melody(said_hz: Floats, target_hz: Floats, teacher_hz: Floats) -> Row:
    return {
        "f0_ratio": pitch.middle_hz(said_hz) / pitch.middle_hz(target_hz),
        "f0_spread": pitch.spread(said_hz),
        "f0_spread_of_teacher": pitch.spread(teacher_hz),
        "last_movement": pitch.last_movement(said_hz),
        "voiced_s": pitch.voiced_s(said_hz),
        "voiced_s_of_target": pitch.voiced_s(target_hz),
    }


def voicing(said: Said, teacher: Said) -> Row:
    own, model = (harmonicity(each.samples, each.track_hz) for each in (said, teacher))
    return {"harmonicity": own, "harmonicity_difference": own - model}
