"""`python -m benchmarks.encoding`: what each format costs, and how much speech it takes until some can be heard."""

import asyncio
import io
import time

import av
import numpy as np
from numpy.typing import NDArray

from models.engine import AudioChunk, Segment
from models.espeak import EspeakEngine
from models.voice import Voices
from pipeline.encode import Encoder
from pipeline.formats import FORMATS, AudioFormat, FormatName
from pipeline.loudness import Loudness

TEXT = "The quick brown fox jumps over the lazy dog, and nobody minds at all. " * 8
ROUNDS = 5
TELEPHONE_HZ = 8000
DEMUXERS = {"opus": "ogg", "pcm": "s16le"}
"""FFmpeg's names, where they are not ours."""


def main() -> None:
    samples, sample_rate = asyncio.run(speech())
    seconds = len(samples) / sample_rate
    print(
        f"{seconds:.0f} s of speech, {ROUNDS} rounds, chunks of 100 ms: CPU ms per audio second; ms to the first audio"
    )
    for name in FORMATS:
        costs = sorted(encode(name, samples, sample_rate) / seconds * 1000 for _ in range(ROUNDS))
        heard = [
            first_audio_ms(AudioFormat.choose(name, rate, None, None), samples) for rate in (sample_rate, TELEPHONE_HZ)
        ]
        print(
            f"{name:6} median {costs[ROUNDS // 2]:5.2f}   lowest {costs[0]:5.2f}   highest {costs[-1]:5.2f}   "
            f"first audio {heard[0]:3d}, at 8 kHz {heard[1]:3d}"
        )


async def speech() -> tuple[NDArray[np.int16], int]:
    voice = Voices.built_in({"espeak"})["espeak"]
    chunks = [chunk async for chunk in EspeakEngine().synthesize(Segment(text=TEXT, language="en-us"), voice)]
    return np.concatenate([chunk.samples for chunk in chunks]), voice.sample_rate


def encode(name: FormatName, samples: NDArray[np.int16], sample_rate: int) -> float:
    """CPU seconds for the whole, gain, limiter and resampling included."""
    encoder, loudness = Encoder(AudioFormat.choose(name, sample_rate, None, None)), Loudness(sample_rate)
    begun = time.process_time()
    for start in range(0, len(samples), sample_rate // 10):
        chunk = AudioChunk(samples[start : start + sample_rate // 10], sample_rate)
        encoder.encode(loudness.feed(chunk, gain_db=0.9))
    encoder.encode(loudness.flush())
    encoder.close()
    return time.process_time() - begun


def first_audio_ms(audio: AudioFormat, samples: NDArray[np.int16]) -> int:
    """Of PCM at the format's rate, to the nearest 5 ms above; the resampler and the limiter not included."""
    encoder, data, step = Encoder(audio), b"", audio.sample_rate // 200
    for start in range(0, audio.sample_rate, step):
        data += encoder.encode(AudioChunk(samples[start : start + step], audio.sample_rate))
        if decodes(data, audio.name):
            return (start // step + 1) * 5
    raise AssertionError(audio)


def decodes(data: bytes, name: FormatName) -> bool:
    try:
        with av.open(io.BytesIO(data), "r", format=DEMUXERS.get(name, name)) as container:
            return any(frame.samples for frame in container.decode(audio=0))
    except av.FFmpegError:
        return False


if __name__ == "__main__":
    main()
