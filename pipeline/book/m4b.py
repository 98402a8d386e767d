"""M4b: chapters of AAC, one after the other, as one MPEG-4 audio book with a mark at each. Nothing is encoded again."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

FRAME_SAMPLES = 1024
"""Of AAC-LC."""
OPTIONS = {"movflags": "faststart", "fflags": "+bitexact"}
"""What a player has to know comes first, and no date is in it."""
LONGEST_TITLE_BYTES = 255


class Mark(NamedTuple):
    """A chapter's place."""

    title: str
    start_s: float
    duration_s: float


class M4b:
    """Written to `path` while chapters are added; whole when the block is left. Blocks."""

    def __init__(self, path: Path, title: str, author: str | None = None) -> None:
        by = {"artist": author, "album_artist": author} if author else {}
        self._path, self._tags = path, {"title": title, "album": title, "genre": "Audiobook", **by}
        self._file: OutputContainer | None = None
        self._stream: AudioStream | None = None
        self._rate, self._frames = 0, 0
        self._starts: list[tuple[str, int]] = []

    def add(self, title: str, adts: Path) -> None:
        """The next chapter. Raises ValueError for one that is no AAC, or has another sample rate than the first."""
        self._starts.append((title, self._frames))
        try:
            with av.open(str(adts), format="aac") as chapter:
                self._copy(title, chapter, chapter.streams.audio[0])
        except (av.FFmpegError, IndexError) as error:
            raise ValueError(f"chapter '{title}' is no AAC: {error}") from None

    def _copy(self, title: str, container: InputContainer, chapter: AudioStream) -> None:
        if self._file is None or self._stream is None:
            self._file, self._stream = self._begin(chapter)
        if chapter.rate != self._rate:
            raise ValueError(f"chapter '{title}' has {chapter.rate} Hz, the first one {self._rate}")
        for packet in container.demux(chapter):
            if packet.size:
                packet.stream, packet.time_base = self._stream, Fraction(1, self._rate)
                packet.pts = packet.dts = self._frames * FRAME_SAMPLES
                packet.duration = FRAME_SAMPLES
                self._file.mux(packet)
                self._frames += 1

    def _begin(self, chapter: AudioStream) -> tuple[OutputContainer, AudioStream]:
        self._rate = chapter.rate
        options = {**OPTIONS, "movie_timescale": str(chapter.rate)}  # or marks would be in milliseconds
        file = av.open(str(self._path), "w", format="ipod", options=options)
        file.metadata.update(self._tags)
        return file, file.add_stream_from_template(chapter)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Of the chapters so far."""
        ends = [frames for _, frames in self._starts[1:]] + [self._frames]
        return tuple(
            Mark(title, self._seconds(start), self._seconds(end - start))
            for (title, start), end in zip(self._starts, ends, strict=True)
        )

    @property
    def duration_s(self) -> float:
        return self._seconds(self._frames)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            if kind is None:
                self._mark(self._file)
            self._file.close()

    def _mark(self, file: OutputContainer) -> None:
        base = Fraction(1, self._rate)
        ends = [frames for _, frames in self._starts[1:]] + [self._frames]
        file.set_chapters(
            [
                {
                    "id": n,
                    "start": start * FRAME_SAMPLES,
                    "end": end * FRAME_SAMPLES,
                    "time_base": base,
                    "metadata": {"title": shortened(title)},
                }
                for n, ((title, start), end) in enumerate(zip(self._starts, ends, strict=True))
            ]
        )

    def _seconds(self, frames: int) -> float:
        return frames * FRAME_SAMPLES / self._rate if self._rate else 0.0


def shortened(title: str) -> str:
    """FFmpeg's list of marks for other players would cut it anywhere."""
    return title.encode()[:LONGEST_TITLE_BYTES].decode(errors="ignore")
