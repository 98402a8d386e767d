"""Containers: what stands around a codec's packets so that a player takes them for a stream.

Written here, because FFmpeg's are made for files: its Ogg pages leave two packets late, and its FLAC begins with 8 KB
of room for tags.
"""

import struct
import zlib
from typing import Protocol

import av

from models.engine import BYTES_PER_SAMPLE


class Container(Protocol):
    """One stream's container."""

    head: bytes
    """What comes before the first packet."""

    def __init__(self, codec: av.AudioCodecContext) -> None: ...

    def packet(self, data: bytes, end: int | None = None, /) -> bytes:
        """The next packet; `end` comes with the last one and is the number of samples in the whole stream."""
        ...


class Ogg:
    """Opus in Ogg (RFC 7845 in RFC 3533), a page for each packet."""

    FIRST, LAST = 2, 4
    """Flags of a page."""

    TICKS_PER_S = 48_000
    """Of positions, whatever the sample rate."""

    SERIAL = 0
    TAGS = b"OpusTags" + struct.pack("<I7sI", 7, b"Declaim", 0)

    def __init__(self, codec: av.AudioCodecContext) -> None:
        opus_head = codec.extradata or b""
        self._ticks = self.TICKS_PER_S // codec.sample_rate
        self._frame_ticks = codec.frame_size * self._ticks
        self._skipped = int.from_bytes(opus_head[10:12], "little")
        self._pages = self._position = 0
        self.head = self._page(opus_head, 0, self.FIRST) + self._page(self.TAGS, 0)

    def packet(self, data: bytes, end: int | None = None, /) -> bytes:
        self._position += self._frame_ticks
        if end is None:
            return self._page(data, self._position)
        return self._page(data, min(self._position, self._skipped + end * self._ticks), self.LAST)

    def _page(self, packet: bytes, position: int, flags: int = 0) -> bytes:
        lacing = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
        before = struct.pack("<4sxBqII", b"OggS", flags, position, self.SERIAL, self._pages)
        after = bytes([len(lacing)]) + lacing + packet
        self._pages += 1
        return before + ogg_checksum(before + bytes(4) + after) + after


MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Every byte with its bits in the other order."""


def ogg_checksum(page: bytes) -> bytes:
    """CRC-32 from zero and with the highest bit first (RFC 3533, 6), by way of zlib's, which is the mirror of it."""
    mirrored = zlib.crc32(page.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return mirrored.to_bytes(4, "big").translate(MIRRORED)


class Adts:
    """AAC, each packet behind a header of 7 bytes (ISO 13818-7, 6.2)."""

    HEADER_BYTES = 7

    def __init__(self, codec: av.AudioCodecContext) -> None:
        config = int.from_bytes((codec.extradata or b"")[:2], "big")
        object_type, rate_index, channels = config >> 11, config >> 7 & 15, config >> 3 & 15
        # MPEG-4 without a checksum, and a buffer whose fullness is not told.
        self._header = 0xFFF1 << 40 | (object_type - 1) << 38 | rate_index << 34 | channels << 30 | 0x7FF << 2
        self.head = b""

    def packet(self, data: bytes, _end: int | None = None, /) -> bytes:
        size = self.HEADER_BYTES + len(data)
        return (self._header | size << 13).to_bytes(self.HEADER_BYTES, "big") + data


class Flac:
    """FLAC's own (RFC 9639): STREAMINFO, which is the last block of its kind, then frames."""

    def __init__(self, codec: av.AudioCodecContext) -> None:
        stream_info = codec.extradata or b""
        self.head = b"fLaC" + struct.pack(">I", 1 << 31 | len(stream_info)) + stream_info

    def packet(self, data: bytes, _end: int | None = None, /) -> bytes:
        return data


WAV_HEAD_BYTES = 44
UNKNOWN_SIZE = 0xFFFFFFFF
"""What a RIFF header says when nobody knows yet; the highest there is."""


def wav_head(sample_rate: int, data_bytes: int | None = None) -> bytes:
    """Of mono int16 of that size (the header can say 4 GiB at most), or of one that nobody knows yet."""
    bytes_per_s, around = sample_rate * BYTES_PER_SAMPLE, WAV_HEAD_BYTES - 8
    size = UNKNOWN_SIZE if data_bytes is None else min(data_bytes, UNKNOWN_SIZE - around)
    whole = UNKNOWN_SIZE if data_bytes is None else size + around
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, sample_rate, bytes_per_s, BYTES_PER_SAMPLE, 16)
    return struct.pack("<4sI4s", b"RIFF", whole, b"WAVE") + shape + struct.pack("<4sI", b"data", size)


FLAC_HEAD_BYTES = 26


def flac_head(head: bytes, samples: int) -> bytes:
    """The first FLAC_HEAD_BYTES of a stream whose length is known now: the last 36 bits are for it (RFC 9639, 8.2)."""
    told = int.from_bytes(head[-8:], "big") >> 36 << 36 | samples
    return head[:-8] + told.to_bytes(8, "big")
