"""What the tests of the gate share: sounds that are computed, and a teacher that really speaks."""

import math
import os
import shutil
from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.quality.judging import Judgement
from benchmarks.quality.limits import Limit
from benchmarks.quality.sound import RATE, Floats, Sound


@pytest.fixture(scope="session")
def flite_installed() -> None:
    if shutil.which("flite") is None:
        missing = "flite is not installed (Debian: apt-get install flite)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.fixture(scope="session")
def noise() -> Callable[..., Floats]:
    def make(seconds: float, rms: float = 0.1, seed: int = 0) -> Floats:
        return np.random.default_rng(seed).normal(0, rms, round(seconds * RATE))

    return make


@pytest.fixture(scope="session")
def buzz() -> Callable[..., Floats]:
    """A voice of pulses whose height goes from `first_hz` to `last_hz`."""

    def make(seconds: float, first_hz: float, last_hz: float | None = None) -> Floats:
        height = np.linspace(first_hz, first_hz if last_hz is None else last_hz, round(seconds * RATE))
        phase = 2 * np.pi * np.cumsum(height) / RATE
        return 0.1 * sum((np.cos(n * phase) / n for n in range(1, 20)), np.zeros(len(phase)))

    return make


@pytest.fixture(scope="session")
def limits() -> dict[str, Limit]:
    return {
        "mcd_db": Limit(means="distance, dB", at_most=2.0),
        "pace": Limit(means="pace", at_least=0.9, at_most=1.1),
        "unmeasured": Limit(means="something else", at_least=1.0),
    }


@pytest.fixture(scope="session")
def judgement() -> Judgement:
    names = ("mfcc_cosine", "mcd_db", "mcd_worst_db", "duration_ratio", "f0_ratio", "last_movement", "harmonicity")
    sound = Sound(np.sin(np.arange(RATE) / 5) / 2, RATE)
    row = {**dict.fromkeys(names, 1.0), "harmonicity": math.nan}
    figures = {"mcd_db": 3.0, "pace": 1.0, "unmeasured": math.nan}
    heard = {"A & b.": ("a and b", "a b")}
    return Judgement(figures, {"mcd_db": 0.0}, {"A & b?": row}, {"A & b?": (sound, sound)}, heard)
