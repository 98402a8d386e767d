"""A row: one segment on its way through an engine."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from simpy import Environment

from models.engine import Lane, Segment
from models.windows import first_window, windows

FRAMES_PER_S = 100


class Row:
    """A segment, and when its audio comes."""

    def __init__(
        self,
        env: Environment,
        segment: Segment,
        audio_s: float,
        longest_window: int,
        send: Callable[[float], object] = lambda _: None,
    ) -> None:
        """`send` is called with the audio seconds of every window that is there."""
        self.segment, self._send, self.pace = segment, send, 1.0
        self.characters = len(segment.text)
        self.begun = False
        self.ended = env.event()
        """With what became of it: see `end`."""
        self.heard: Callable[[float], None] = lambda _: None
        """Told of the audio seconds of every window."""
        frames = max(1, round(audio_s * FRAMES_PER_S))
        self.audio_s = frames / FRAMES_PER_S
        self._windows = ((end - start) / FRAMES_PER_S for start, end in lengths(frames, longest_window))
        self.next_s: float = next(self._windows)
        """Audio seconds of the next window; 0 when there is none."""

    def advance(self) -> None:
        """The next window has been made."""
        self.begun = True
        self.heard(self.next_s)
        self._send(self.next_s)
        self.next_s = next(self._windows, 0.0)

    def end(self, how: str) -> None:
        """`made`, or why it was not: `late` if it never had its turn, `lost` if its replica died."""
        self.ended.succeed(how)


def lengths(frames: int, longest: int) -> Iterator[tuple[int, int]]:
    return windows(frames, first_window(FRAMES_PER_S), longest)


@lru_cache(4096)
def segment_of(characters: int, lane: Lane = "interactive") -> Segment:
    """One of that length, where the words do not matter."""
    return Segment(text="x" * characters, language="en-us", lane=lane)
