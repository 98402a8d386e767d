import io

import numpy as np
from PIL import Image

from benchmarks.quality.sound import RATE
from benchmarks.quality.spectrogram import HEIGHT, spectrogram


def test_a_tone_is_a_dark_line_at_its_height():
    tone = np.sin(2 * np.pi * 2000 * np.arange(RATE) / RATE)
    picture = np.asarray(Image.open(io.BytesIO(spectrogram(tone))).convert("L"))
    assert picture.shape[0] == HEIGHT
    middle = picture[:, picture.shape[1] // 2]
    assert abs(int(middle.argmin()) - HEIGHT * 3 // 4) <= 1
    assert middle[: HEIGHT // 2].min() > 200


def test_silence_is_white():
    assert np.asarray(Image.open(io.BytesIO(spectrogram(np.zeros(1600)))).convert("L")).min() > 0
