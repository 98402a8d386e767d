"""Lossless: a segment's PCM in about half the bytes, as it is kept."""

import io
import struct

import av
import numpy as np

from models.engine import AudioChunk
from pipeline.codecs import Samples
from pipeline.encode import Encoder
from pipeline.formats import AudioFormat

HEAD = struct.Struct("!4sII")
"""Our mark, the sample rate in Hertz, the number of samples; FLAC follows."""

MARK = b"PCM1"


def pack(chunk: AudioChunk) -> bytes:
    """FLAC at FFmpeg's level 0: higher levels cost CPU time and save next to nothing on speech."""
    encoder = Encoder(AudioFormat("flac", chunk.sample_rate, None))
    flac = encoder.encode(chunk) + encoder.close()
    return HEAD.pack(MARK, chunk.sample_rate, len(chunk.samples)) + flac


def unpack(data: bytes) -> AudioChunk:
    """What was packed, sample for sample. Raises ValueError when that is not what `data` is."""
    if len(data) < HEAD.size or data[:4] != MARK:
        raise ValueError("not packed PCM")
    _, sample_rate, length = HEAD.unpack_from(data)
    samples = decode(data[HEAD.size :]) if length else np.empty(0, np.int16)
    if len(samples) != length:
        raise ValueError(f"packed PCM of {length} samples holds {len(samples)}")
    return AudioChunk(samples, sample_rate)


def decode(flac: bytes) -> Samples:
    try:
        with av.open(io.BytesIO(flac), "r", format="flac") as container:
            return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise ValueError(f"packed PCM that is not FLAC: {error}") from None
