"""How much of an answer can be heard once so many of its bytes are there."""

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import av

BAD = (av.FFmpegError, IndexError)
"""What FFmpeg says of bytes that are no audio; a file may have no stream of it, too."""


@lru_cache(maxsize=128)
def decodes(prefix: bytes) -> bool:
    """Whether a player that is not told the format gets a sample out of it."""
    try:
        with av.open(io.BytesIO(prefix), "r") as audio:
            return any(frame.samples for frame in audio.decode(audio=0))
    except BAD:
        return False


@lru_cache(maxsize=128)
def needed(body: bytes) -> tuple[list[int], list[float]]:
    """So many bytes for so many seconds of audio, packet by packet; both are empty for what is no audio.

    Nothing is decoded: what the packets say of their duration is believed.
    """
    seconds: dict[int, float] = {}
    try:
        for begins, duration_s in _packets(body):
            # Packets in one page of Ogg have one position; they are heard together.
            seconds[begins] = seconds.get(begins, 0.0) + duration_s
    except BAD:
        return [], []
    return [*list(seconds)[1:], len(body)][: len(seconds)], list(accumulate(seconds.values()))


def _packets(body: bytes) -> Iterator[tuple[int, float]]:
    """Where each begins, and its seconds. Bare samples are heard as they come, so their packets are cut up."""
    with av.open(io.BytesIO(body), "r") as audio:
        parts = 16 if audio.streams.audio[0].codec_context.name.startswith("pcm") else 1
        for packet in audio.demux(audio=0):
            if packet.pos is None or packet.duration is None:
                continue
            duration_s = float(packet.duration * packet.time_base)
            yield from ((packet.pos + packet.size * part // parts, duration_s / parts) for part in range(parts))
