"""`python -m benchmarks.encoding`: CPU milliseconds that each format costs per second of speech."""

import asyncio
import time

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


def main() -> None:
    samples, sample_rate = asyncio.run(speech())
    seconds = len(samples) / sample_rate
    print(f"{seconds:.0f} s of speech, {ROUNDS} rounds, chunks of 100 ms: CPU ms per audio second")
    for name in FORMATS:
        costs = sorted(encode(name, samples, sample_rate) / seconds * 1000 for _ in range(ROUNDS))
        print(f"{name:6} median {costs[ROUNDS // 2]:5.2f}   lowest {costs[0]:5.2f}   highest {costs[-1]:5.2f}")


async def speech() -> tuple[NDArray[np.int16], int]:
    voice = Voices.built_in({"espeak"})["espeak"]
    chunks = [chunk async for chunk in EspeakEngine().synthesize(Segment(text=TEXT, language="en-us"), voice)]
    return np.concatenate([chunk.samples for chunk in chunks]), voice.sample_rate


def encode(name: FormatName, samples: NDArray[np.int16], sample_rate: int) -> float:
    """CPU seconds for the whole, gain, limiter and resampling included."""
    encoder, loudness = Encoder(AudioFormat.choose(name, sample_rate, None, None)), Loudness(0.9, sample_rate)
    begun = time.process_time()
    for start in range(0, len(samples), sample_rate // 10):
        encoder.encode(loudness.feed(AudioChunk(samples[start : start + sample_rate // 10], sample_rate)))
    encoder.encode(loudness.flush())
    encoder.close()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
