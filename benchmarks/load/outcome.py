"""What a listener noticed of one request: found out after the run, from what was recorded."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.load import decoding
from benchmarks.load.errors import NO_AUDIO, UNDECODABLE
from benchmarks.load.recording import Recording

PLAYER_BUFFER_S = 0.1
"""A player begins so long after the first audio has come."""

Heard = list[tuple[float, float]]
"""When there was more audio, and how many seconds of it there were then; from the first decodable one on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Times in milliseconds, from when the request was due. Of a request that failed only the error says anything."""

    due_s: float
    """Since the run began."""
    late_ms: float
    """So much after that the harness sent it."""
    characters: int
    latency_ms: float
    """To the end of the answer."""
    error: str | None = None
    ttfa_ms: float | None = None
    audio_s: float = 0.0
    audio_in_time_s: float = 0.0
    """Of it, what came before the run's duration was over."""
    starved: bool = False
    """Whether a player ran dry in the middle."""
    audio_format: str | None = None
    """None: as the others of the run."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Turns recordings of one run into outcomes."""

    begun_s: float
    until_s: float
    pcm_rate: int | None
    """Samples per second of bare 16-bit samples, unless the server said it of its answer; None: there are none."""
    raw: bool = True
    """Whether the run's format is those; where not, an answer has to be decoded."""

    def outcome(self, recording: Recording) -> Outcome:
        due_s, error = recording.due_s, recording.error
        heard = [] if error else self.heard(recording)
        if not error and not heard:
            error = UNDECODABLE if recording.marks else NO_AUDIO
        return Outcome(
            due_s=due_s - self.begun_s,
            late_ms=(recording.sent_s - due_s) * 1000,
            characters=recording.characters,
            latency_ms=(recording.ended_s - due_s) * 1000,
            error=error,
            ttfa_ms=(heard[0][0] - due_s) * 1000 if heard else None,
            audio_s=heard[-1][1] if heard else 0.0,
            audio_in_time_s=max((audio_s for at_s, audio_s in heard if at_s <= self.until_s), default=0.0),
            starved=starves(heard),
            audio_format=recording.audio_format,
        )

    def heard(self, recording: Recording) -> Heard:
        rate = recording.pcm_rate or (self.pcm_rate if recording.raw(self.raw) else None)
        if rate is None:
            return decoded(recording)
        return [(at_s, size / 2 / rate) for at_s, size in recording.marks if size >= 2]


def decoded(recording: Recording) -> Heard:
    """Nothing if it cannot be. Which piece brought the first sample is searched by halves."""
    marks, body = recording.marks, recording.body
    first = bisect_left(marks, True, key=lambda mark: decoding.decodes(body[: mark[1]]))
    sizes, seconds = decoding.needed(body) if first < len(marks) else ([], [])
    if not sizes:
        return []
    return [(at_s, seconds[found - 1] if (found := bisect_right(sizes, size)) else 0.0) for at_s, size in marks[first:]]


def starves(heard: Heard) -> bool:
    """Whether more came only after all that was there had been played."""
    return any(
        more_s > there_s and at_s > heard[0][0] + PLAYER_BUFFER_S + there_s
        for (_, there_s), (at_s, more_s) in pairwise(heard)
    )
