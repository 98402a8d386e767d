"""Reading a recording: any container and codec that FFmpeg knows, in memory that is bounded."""

import io
from collections.abc import Iterator

import av
import numpy as np

from pipeline.errors import UnusableSample
from pipeline.sample.sound import Signal, Sound

SHORTEST_S, LONGEST_S = 3.0, 60.0
"""Less does not tell how somebody speaks, and more tells nothing new."""

PADDING_S = 0.2
"""Codecs add some hundredths of a second at the ends."""

LOWEST_RATE = 8000
"""Hertz: a telephone's."""


def read(data: bytes) -> Sound:
    """The recording, its channels mixed down. No more than LONGEST_S are ever decoded.

    Raises UnusableSample: unreadable, no_audio, too_short, too_long, sample_rate_too_low.
    """
    try:
        sound = decoded(data)
    except (av.FFmpegError, ValueError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnusableSample("unreadable", f"'audio_sample' cannot be read as audio: {reason}.") from None
    if sound.duration_s < SHORTEST_S:
        raise UnusableSample(
            "too_short",
            f"'audio_sample' is {sound.duration_s:.1f} s long: send {SHORTEST_S:g} to {LONGEST_S:g} s of speech.",
        )
    return sound


def decoded(data: bytes) -> Sound:
    # A playlist may name files and addresses of its own, and FFmpeg would open some: no protocol is let through.
    with av.open(io.BytesIO(data), "r", options={"protocol_whitelist": "none"}) as container:
        if not container.streams.audio:
            raise UnusableSample("no_audio", "'audio_sample' has no sound in it: send a recording of speech.")
        rate = container.streams.audio[0].rate
        if rate < LOWEST_RATE:
            raise UnusableSample(
                "sample_rate_too_low",
                f"'audio_sample' has a sample rate of {rate} Hz: send a recording of at least {LOWEST_RATE} Hz.",
            )
        return Sound(np.concatenate(list(bounded(mixed(container), rate))), rate)


def mixed(container: av.container.InputContainer) -> Iterator[Signal]:
    """Piece by piece, as mono."""
    resampler = av.AudioResampler(format="fltp")
    for frame in container.decode(audio=0):
        for piece in resampler.resample(frame):
            yield piece.to_ndarray().mean(axis=0)


def bounded(pieces: Iterator[Signal], rate: int) -> Iterator[Signal]:
    """Raises UnusableSample as soon as they are too long."""
    yield np.zeros(0, np.float32)
    left = round((LONGEST_S + PADDING_S) * rate)
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise UnusableSample(
                "too_long",
                f"'audio_sample' is longer than {LONGEST_S:g} s: send {SHORTEST_S:g} to {LONGEST_S:g} s of speech.",
            )
        yield np.nan_to_num(piece, nan=0.0, posinf=1.0, neginf=-1.0)
