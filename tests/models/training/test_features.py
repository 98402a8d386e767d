"""What each channel of a frame says."""

import numpy as np

from models.training.features import BREATH, COSINE, MEL, PITCH, SINE, TOLD, VOICED, scale_of, told
from models.training.prosody import voicing
from models.training.speech import Analysis


def test_channels():
    frames = np.array([4, 6])
    analysis = Analysis(np.full((10, 513), 1e-3), np.linspace(0, 1, 10))
    rows = told(analysis, voicing([0.0, 110.0], frames), 1.0)
    assert rows.shape == (10, TOLD)
    assert rows[:, VOICED].tolist() == [-1] * 4 + [1] * 6
    assert not rows[:4, [PITCH, COSINE, SINE]].any()
    assert np.allclose(rows[4:, COSINE] ** 2 + rows[4:, SINE] ** 2, 1)
    assert np.allclose(rows[:, MEL], np.log(1e-3), atol=1e-3)
    assert np.allclose(rows[:, BREATH], np.linspace(-1, 1, 10))


def test_scale_is_of_all_frames():
    scale = scale_of([np.zeros((2, TOLD), np.float32), np.ones((2, TOLD), np.float32)])
    assert np.allclose(scale.mean, 0.5)
    assert np.allclose(scale.deviation, 0.5)
