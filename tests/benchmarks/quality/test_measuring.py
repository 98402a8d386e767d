import numpy as np
import pytest

from benchmarks.quality.measuring import Said, measure, melody, tempo, voicing
from benchmarks.quality.sound import RATE, Sound


@pytest.fixture
def said(buzz) -> Said:
    return Said.heard(Sound(np.concatenate([buzz(0.5, 120, 100), np.zeros(RATE // 5), buzz(0.5, 120, 90)]), RATE))


@pytest.fixture
def higher(buzz) -> Said:
    return Said.heard(Sound(np.concatenate([buzz(0.5, 150), np.zeros(RATE // 10), buzz(0.6, 150)]), RATE))


def test_tempo_is_beside_the_target(said, higher):
    found = tempo(higher, said)
    assert found["duration_ratio"] == pytest.approx(1.0, abs=0.01)
    assert found["silence_difference"] == pytest.approx(-0.1 / 1.2, abs=0.02)
    assert found["longest_silence_s"] == pytest.approx(0.1, abs=0.02)


def test_height_is_beside_the_target_and_melody_beside_the_teacher(said, higher):
    found = melody(said.track_hz, higher.track_hz, said.track_hz)
    assert found["f0_ratio"] == pytest.approx(0.72, abs=0.04)
    assert found["f0_spread"] == found["f0_spread_of_teacher"] > 1
    assert found["last_movement"] < -1


def test_harmonicity_is_beside_the_teacher(said, noise):
    hoarse = said._replace(samples=said.samples + noise(len(said.samples) / RATE, 0.05))
    assert voicing(hoarse, said)["harmonicity_difference"] < -0.05
    assert voicing(said, said)["harmonicity_difference"] == 0


@pytest.mark.cluster  # librosa takes seconds to load
def test_a_sentence_beside_itself(said):
    row = measure(said, said, said)
    assert row["mfcc_cosine"] == row["f0_ratio"] == row["duration_ratio"] == pytest.approx(1)
    assert row["mcd_db"] == pytest.approx(0, abs=1e-3)
    assert np.isnan(row["fricative_repetition"])
    assert row["flat_tops"] == 0
