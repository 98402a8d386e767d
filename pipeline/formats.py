"""Formats: what a caller may ask the audio to be, and what is chosen where the caller is silent."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from models.engine import BYTES_PER_SAMPLE
from pipeline.errors import UnsupportedFormat

FormatName = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]

LOWEST_RATE, HIGHEST_RATE = 8_000, 48_000
"""Hertz that any format is made at."""

PCM_SAMPLE_RATE = 24_000
"""Hertz of headerless `pcm` when the caller names no rate, because OpenAI's clients assume it."""

CONTAINER_BYTES_PER_S = 2_000
"""What a container adds; the most is Ogg's, with pages of 20 ms."""

MPEG_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)


class Format(NamedTuple):
    """One response format, as far as callers see it."""

    content_type: str
    sample_rates: Sequence[int] = range(LOWEST_RATE, HIGHEST_RATE + 1)
    """Hertz"""
    bitrates: Callable[[int], Sequence[int]] | None = None
    """Bits per second that it can be made with at a sample rate; None where a bitrate means nothing."""
    usual_bitrate: int = 0
    """Bits per second when the caller names none, or the nearest that the sample rate allows."""
    usual_rate: int | None = None
    """Hertz when the caller names none; None: the voice's own, or the next higher one that there is."""


def mp3_bitrates(sample_rate: int) -> Sequence[int]:
    """The table of ISO 11172-3 and 13818-3, layer III."""
    if sample_rate >= 32000:
        kilobits: Sequence[int] = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    elif sample_rate >= 16000:
        kilobits = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    else:
        kilobits = (8, 16, 24, 32, 40, 48, 56, 64)
    return [each * 1000 for each in kilobits]


def aac_bitrates(sample_rate: int) -> Sequence[int]:
    """A frame of 1,024 samples holds at most 6,144 bits per channel (ISO 14496-3)."""
    return range(16_000, min(256_000, 6 * sample_rate) + 1)


FORMATS: dict[FormatName, Format] = {
    "mp3": Format("audio/mpeg", MPEG_RATES, mp3_bitrates, usual_bitrate=64_000),
    "opus": Format("audio/ogg", OPUS_RATES, lambda _: range(6_000, 256_001), usual_bitrate=48_000),
    "aac": Format("audio/aac", MPEG_RATES, aac_bitrates, usual_bitrate=64_000),
    "flac": Format("audio/flac"),
    "wav": Format("audio/wav"),
    "pcm": Format("audio/pcm", usual_rate=PCM_SAMPLE_RATE),
}


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """What one encoded stream is."""

    name: FormatName
    sample_rate: int
    """Hertz"""
    bitrate: int | None
    """Bits per second; None where a bitrate means nothing."""

    @classmethod
    def choose(cls, name: FormatName, voice_rate: int, sample_rate: int | None, bitrate: int | None) -> Self:
        """The caller's wishes, completed. Raises UnsupportedFormat for what the format cannot do."""
        chosen = choose_rate(name, voice_rate, sample_rate)
        return cls(name, chosen, choose_bitrate(name, chosen, bitrate))

    @property
    def content_type(self) -> str:
        return FORMATS[self.name].content_type

    @property
    def bytes_per_s(self) -> int:
        """About: for planning, not for headers."""
        pcm = self.sample_rate * BYTES_PER_SAMPLE
        return pcm if self.bitrate is None else min(pcm, self.bitrate // 8 + CONTAINER_BYTES_PER_S)


def choose_rate(name: FormatName, voice_rate: int, asked: int | None) -> int:
    """The lowest rate that loses nothing of the voice, unless one is asked for."""
    rates = FORMATS[name].sample_rates
    if asked is None:
        return FORMATS[name].usual_rate or next((rate for rate in rates if rate >= voice_rate), rates[-1])
    if asked not in rates:
        raise UnsupportedFormat("sample_rate", f"'{name}' takes {listed(rates)} as its sample rate in Hz.")
    return asked


def choose_bitrate(name: FormatName, sample_rate: int, asked: int | None) -> int | None:
    possible = FORMATS[name].bitrates
    if possible is None:
        if asked is not None:
            raise UnsupportedFormat("bitrate", f"'{name}' is not compressed with a bitrate; leave 'bitrate' out.")
        return None
    bitrates = possible(sample_rate)
    if asked is None:
        return nearest(bitrates, FORMATS[name].usual_bitrate)
    if asked not in bitrates:
        raise UnsupportedFormat(
            "bitrate", f"'{name}' at {sample_rate} Hz takes {listed(bitrates)} as its bitrate in bits per second."
        )
    return asked


def nearest(values: Sequence[int], wanted: int) -> int:
    """`values` ascend; some are ranges of 250,000 bitrates, too many to look at one by one."""
    place = bisect_left(values, wanted)
    return min(values[max(place - 1, 0) : place + 1], key=lambda value: abs(value - wanted))


def listed(values: Sequence[int]) -> str:
    if isinstance(values, range):
        return f"{values[0]} to {values[-1]}"
    return "one of " + ", ".join(map(str, values))
