"""The teacher: flite (Carnegie Mellon University, free licence), from the Debian package of that name."""

import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16000
HOP = 128
"""Samples in a frame. In frames twice as long a recogniser missed a quarter more words of the target."""
FRAME_S = HOP / SAMPLE_RATE
STRETCH = 1.15
"""How much slower than it would: every symbol lasts a frame at least, and a long vowel has six with its padding."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence as the teacher says it."""

    samples: NDArray[np.int16]
    phones: tuple[tuple[str, float], ...]
    """Name of each (CMU's, "pau" for silence) and when it ends, in seconds."""


def speak(text: str, voice: str) -> Spoken:
    """Raises FileNotFoundError when flite is not installed, CalledProcessError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.wav")
        command = [
            "flite",
            "-voice",
            voice,
            "--setf",
            f"duration_stretch={STRETCH}",
            "-psdur",
            "-t",
            text,
            "-o",
            str(path),
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - no shell, our own text
        with wave.open(str(path)) as file:
            assert file.getframerate() == SAMPLE_RATE
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    return Spoken(samples, tuple(phone(item) for item in said.stdout.split()))


def phone(item: str) -> tuple[str, float]:
    name, _, end_s = item.partition(":")
    return name, float(end_s)
