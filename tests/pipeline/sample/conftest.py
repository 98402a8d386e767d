"""What the tests of samples share: clean speech, steady noise, and files of any kind made of them."""

import io
from collections.abc import Callable

import av
import numpy as np
import pytest

from pipeline.sample.prepare import at_rate
from pipeline.sample.read import read
from pipeline.sample.sound import Sound

CODECS = {"wav": "pcm_s16le", "mp3": "libmp3lame", "ogg": "libopus", "mp4": "aac", "flac": "flac", "webm": "libopus"}


@pytest.fixture(scope="session")
def speech(recording: bytes) -> Sound:
    """Clean, at 24 kHz."""
    return at_rate(read(recording))


@pytest.fixture(scope="session")
def noisy(speech: Sound) -> Callable[..., Sound]:
    """The speech with white noise, so many decibels below it."""

    def mixed(snr_db: float, sound: Sound = speech) -> Sound:
        level = np.sqrt((sound.samples**2).mean() / 10 ** (snr_db / 10))
        noise = np.random.default_rng(0).normal(size=len(sound.samples)) * level
        return Sound((sound.samples + noise).astype(np.float32), sound.rate)

    return mixed


@pytest.fixture(scope="session")
def encoded() -> Callable[..., bytes]:
    """A sound as a file."""

    def encode(sound: Sound, container: str = "wav", rate: int | None = None, layout: str = "mono") -> bytes:
        file = io.BytesIO()
        with av.open(file, "w", format=container) as output:
            stream = output.add_stream(CODECS[container], rate=rate or sound.rate, layout=layout)
            resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate or sound.rate)
            samples = np.rint(np.clip(sound.samples, -1, 1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate = sound.rate
            for piece in (*resampler.resample(frame), *resampler.resample(None)):
                output.mux(stream.encode(piece))
            output.mux(stream.encode(None))
        return file.getvalue()

    return encode
