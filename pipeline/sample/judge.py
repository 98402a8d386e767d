"""Judging a recording: whether somebody's voice can be taken from it, and if not, why."""

import numpy as np

from pipeline.errors import UnusableSample
from pipeline.sample.sound import Sound, frame_levels
from pipeline.sample.spectrum import snr_db

QUIETEST_DB = -60.0
"""dBFS of the loud frames, below which a recording is taken for silence: an open microphone is at about -70."""
LOUD_PERCENTILE = 90
"""Of frames by their level: speech."""

LEAST_SNR_DB = 12.0
"""What can be cleaned without harm to the speech."""

NEAR_TOP = 0.985
"""Of the highest sample: what was cut off lies between."""
TOP_RUN = 3
"""Samples in a row that near the top, at the least, for it to be flat."""
FLAT_SHARE = 0.002
"""Of all samples, from which on clipping is heard: speech that is 3 dB too loud."""

UPPER_PART = 0.8
"""Of the level that one sample in a thousand exceeds."""
UPPER_SHARE = 0.03
"""Of all samples: measured speech has 0.5 to 1 % there, to 1.4 % behind a compressor, clipped by 10 dB 4 to 12 %."""


def check_audible(sound: Sound) -> None:
    """Raises UnusableSample: silent."""
    level = float(np.percentile(frame_levels(sound), LOUD_PERCENTILE))
    if level < QUIETEST_DB:
        raise UnusableSample(
            "silent", f"'audio_sample' is silent ({level:.0f} dBFS): record closer to the microphone, or louder."
        )


def check_noise(sound: Sound) -> None:
    """Raises UnusableSample: noisy."""
    ratio = snr_db(sound)
    if ratio < LEAST_SNR_DB:
        raise UnusableSample(
            "noisy",
            f"'audio_sample' has no speech that is louder than what is behind it by {LEAST_SNR_DB:g} dB "
            f"({ratio:.0f} dB were measured): record where it is quiet, without music.",
        )


def check_clipping(sound: Sound) -> None:
    """Raises UnusableSample: clipped. For the recording at its own rate: another one rounds flat tops."""
    if flat_share(sound) > FLAT_SHARE or upper_share(sound) > UPPER_SHARE:
        raise UnusableSample("clipped", "'audio_sample' is clipped: record at a lower level, or further away.")


def flat_share(sound: Sound) -> float:
    """Of samples that are in flat tops, whatever level these were brought to afterwards."""
    level = np.abs(sound.samples)
    near = level >= NEAR_TOP * min(level.max(), 1.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    runs = edges[1::2] - edges[::2]
    return float(runs[runs >= TOP_RUN].sum() / len(level))


def upper_share(sound: Sound) -> float:
    """Of samples that crowd in the upper part: lossy codecs bend flat tops, and leave them there."""
    level = np.abs(sound.samples - sound.samples.mean())
    return float((level > UPPER_PART * np.percentile(level, 99.9)).mean())
