"""Ten minutes of audio lose nothing in any format."""

import io

import av
import numpy as np
import pytest

from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.formats import FORMATS, AudioFormat

pytestmark = [pytest.mark.soak, pytest.mark.timeout(120)]

MINUTES_S = 600
CONTAINERS = {name: name for name in FORMATS} | {"opus": "ogg"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pcm"])
def test_ten_minutes_are_ten_minutes_when_decoded(name):
    noise = (np.random.default_rng(0).normal(size=24000) * 3000).astype(np.int16)
    encoder = Encoder(AudioFormat.choose(name, 24000, None, None))
    data = b"".join(encoder.encode(AudioChunk(noise, 24000)) for _ in range(MINUTES_S)) + encoder.close()
    with av.open(io.BytesIO(data), format=CONTAINERS[name]) as audio:
        decoded_s = sum(frame.samples / frame.sample_rate for frame in audio.decode(audio=0))
    assert MINUTES_S <= decoded_s + 1e-6 < MINUTES_S + 0.12
