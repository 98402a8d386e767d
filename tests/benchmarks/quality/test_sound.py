import io
import struct

import numpy as np
import pytest
import soundfile

from benchmarks.quality.sound import RATE, Sound, decoded, framed
from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.formats import AudioFormat

RAMP = np.arange(-100, 100, dtype=np.int16) * 100


def wav(samples: np.ndarray, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="WAV", subtype="PCM_16")
    return file.getvalue()


def test_a_wav_file_is_read_at_full_scale_1():
    sound = decoded(wav(RAMP))
    assert sound.rate == RATE
    assert np.array_equal(sound.samples, RAMP / 32768)


def test_two_channels_are_mixed():
    assert np.allclose(decoded(wav(np.stack([RAMP, -RAMP], axis=1))).samples, 0)


def test_a_streamed_one_does_not_know_its_length():
    encoder = Encoder(AudioFormat.choose("wav", RATE, None, None))
    data = encoder.encode(AudioChunk(RAMP, RATE)) + encoder.close()
    assert struct.unpack("<I", data[40:44])[0] > len(data)
    assert np.array_equal(decoded(data).samples, RAMP / 32768)


@pytest.mark.parametrize("data", [b"", b"no sound", wav(RAMP)[:20]])
def test_what_is_no_sound_is_a_value_error(data):
    with pytest.raises(ValueError, match="No sound"):
        decoded(data)


def test_everything_is_compared_at_one_rate():
    sound = Sound(np.zeros(24_000), 24_000)
    assert sound.duration_s == 1
    assert len(sound.compared()) == RATE
    assert Sound(RAMP / 32768, RATE).compared() is not None


def test_frames_overlap():
    assert framed(np.arange(7.0), 3, 2).tolist() == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    assert framed(np.arange(2.0), 3, 2).shape == (0, 3)
