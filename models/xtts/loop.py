"""The step loop: all rows go one code further together, and who comes or leaves does so between two steps."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch

from models.engine import AudioChunk, Segment
from models.errors import EngineFailed
from models.graphs import Graphs
from models.memory import in_halves
from models.pcm import chunks
from models.spoken import Spoken
from models.work import Work, told_at_once
from models.xtts.decoder import Decoder, Prompt
from models.xtts.guard import Bounds
from models.xtts.moves import Moves
from models.xtts.sampling import Sampler
from models.xtts.speakers import Speaker
from models.xtts.vocoder import Vocoder
from models.xtts.window import Course, Window

LAG = 2
"""Steps that sound may take before the loop waits for it: a GPU makes it beside them."""
CROWD, JOINS = 16, 4
"""Beside so many rows, new ones begin every so many steps: for a GPU, to begin one takes as long as a step of all."""

Came = Callable[[int], Sequence[Work["Line", AudioChunk]]]
"""At most so many of those that wait."""


@dataclass(frozen=True, slots=True)
class Line:
    """A segment, as the loop wants it."""

    segment: Segment
    speaker: Speaker
    prompt: Prompt
    bounds: Bounds


@dataclass(slots=True)
class Row:
    """A line on its way."""

    work: Work[Line, AudioChunk]
    seed: int
    course: Course = field(init=False)
    made: int = 0
    """Codes; the last, which says that the row ends, included."""
    stopped: bool = False
    """Whether the model has found its end."""
    again: bool = False
    """Whether this is the second try."""

    @property
    def line(self) -> Line:
        return self.work.item

    @property
    def gone(self) -> bool:
        """Whether nobody listens any more, or it has failed."""
        return self.work.cancelled or self.work.ended

    @property
    def astray(self) -> bool:
        """Whether it is longer than reading its text takes, or ended when that had hardly begun."""
        return self.made >= self.line.bounds.most or (self.stopped and self.made < self.line.bounds.least)

    @property
    def to_retry(self) -> bool:
        """Only what nobody has heard."""
        return self.astray and not self.again and not self.course.pieces


@dataclass(frozen=True, slots=True)
class News:
    """What a row's listener is told when it is there: some sound, or that there is no more."""

    row: Row
    spoken: Spoken | None
    step: int
    """Since when it is on its way."""

    @property
    def there(self) -> bool:
        return self.spoken is None or self.spoken.there


class Loop:
    """Runs up to `slots` rows."""

    def __init__(self, decoder: Decoder, sampler: Sampler, vocoder: Vocoder, slots: int, graphs: Graphs) -> None:
        self._decoder, self._sampler, self._vocoder, self._slots = decoder, sampler, vocoder, slots
        self._graphs, self._apart = graphs, decoder.device.type != "cpu"
        """Whether the device works while this thread does something else."""
        self.retried: Callable[[], None] = lambda: None
        """Hears of every row that is begun anew because the model went astray."""
        self._rows: list[Row] = []
        """By slot."""
        self._anew: list[Row] = []
        self._steps = 0
        self._news: deque[News] = deque()
        self._codes = torch.zeros(slots + 1, dtype=torch.long, pin_memory=self._apart)
        """The last that were drawn, in the host's memory."""

    @torch.inference_mode()
    def run(self, works: Sequence[Work[Line, AudioChunk]], came: Came) -> None:
        """Until no row is left and nobody comes."""
        try:
            self._enter(works)
            while self._rows:
                self.draw(len(self._rows))
                drawn = self._mark()
                # A GPU takes the next step, of all rows, while their codes are looked at. What it does for a row that
                # has ended is thrown away.
                if self._apart:
                    self._step()
                self._look(drawn)
                self._speak()
                self._leave()
                self._tell(LAG)
                if not self._apart:
                    self._step()
                if not self._crowded or self._steps % JOINS == 0:
                    self._enter(came(self._slots - len(self._rows) - len(self._anew)))
            self._tell(0)
        finally:
            for kept in (self._rows, self._anew, self._news):
                kept.clear()

    @property
    def _crowded(self) -> bool:
        """Whether so many wait for a GPU when it begins rows that it had better begin several at once."""
        return self._apart and len(self._rows) >= CROWD

    def _enter(self, works: Sequence[Work[Line, AudioChunk]]) -> None:
        rows = [*self._anew, *(Row(work, work.item.segment.seed) for work in works)]
        self._anew.clear()
        in_halves(self._begin, rows, out_of_memory)

    def _begin(self, rows: Sequence[Row]) -> None:
        first = len(self._rows)
        lines, segments = [row.line for row in rows], [row.line.segment for row in rows]
        self._decoder.enter(first, [line.prompt for line in lines])
        self._sampler.enter(first, [(row.line.segment.sampling, row.seed) for row in rows])
        speakers, rates = [line.speaker.embedding for line in lines], [segment.rate for segment in segments]
        for row, course in zip(rows, self._vocoder.enter(first, speakers, rates), strict=True):
            row.course = course
        self._rows += rows

    def draw(self, rows: int) -> None:
        """The next code of the first rows, which the decoder has then."""
        self._graphs(self._draw, self._decoder.rows(rows))

    def _draw(self, rows: int) -> None:
        made = self._decoder.made[:rows]
        codes = self._sampler.draw(self._decoder.logits(rows), made)
        self._vocoder.keep(self._decoder.latents[:rows], made)
        self._decoder.note(codes)
        self._codes[:rows].copy_(codes, non_blocking=True)

    def _mark(self) -> torch.cuda.Event | None:
        """What the device has come to when codes are drawn."""
        if not self._apart:
            return None
        drawn = torch.cuda.Event()
        drawn.record()
        return drawn

    def _look(self, drawn: torch.cuda.Event | None) -> None:
        """Where the device is waited for, once for all rows; for sound it is only if that is late."""
        if drawn is not None:
            drawn.synchronize()
        for row, code in zip(self._rows, self._codes[: len(self._rows)].tolist(), strict=True):
            row.made += 1
            row.stopped = code == self._decoder.vocabulary.stop
        self._steps += 1

    def _speak(self) -> None:
        """Whose window does not fit into memory even alone has failed, and leaves as who was cancelled does."""
        in_halves(self._sound, list(self._due()), lambda window, why: out_of_memory(self._rows[window.slot], why))

    def _sound(self, windows: Sequence[Window]) -> None:
        for window, spoken in zip(windows, self._vocoder.speak(windows), strict=True):
            self._news.append(News(self._rows[window.slot], spoken, self._steps))

    def _tell(self, lag: int) -> None:
        """What is there, in order; what is not, `lag` steps later, is waited for."""
        with told_at_once():
            while self._news and (self._news[0].there or self._steps - self._news[0].step >= lag):
                news = self._news.popleft()
                if news.spoken is None:
                    news.row.work.end()
                else:
                    news.row.work.emit(*chunks(news.spoken.pcm(), self._vocoder.sample_rate))

    def _due(self) -> Iterator[Window]:
        for slot, row in enumerate(self._rows):
            ended = self._at_end(row)
            if row.gone or (row.line.bounds.held and not ended) or (ended and row.to_retry):
                continue
            window = self._vocoder.due(slot, row.course, row.made, ended=ended)
            if window is not None:
                yield window

    def _leave(self) -> None:
        """Those behind the last place that is needed then move to the places of those who leave."""
        leaving = [slot for slot, row in enumerate(self._rows) if row.gone or self._at_end(row)]
        for slot in leaving:
            self._part_from(self._rows[slot])
        left = len(self._rows) - len(leaving)
        moving = sorted({*range(left, len(self._rows))} - {*leaving})
        pairs = list(zip(moving, leaving, strict=False))
        for source, target in pairs:
            self._rows[target] = self._rows[source]
        del self._rows[left:]
        if pairs:
            self._move(Moves.of(pairs, self._decoder.device))

    def _part_from(self, row: Row) -> None:
        if row.to_retry and not row.gone:
            self._anew.append(Row(row.work, row.seed + 1, again=True))
            self.retried()
        else:
            self._news.append(News(row, None, self._steps))

    def _move(self, moves: Moves) -> None:
        rows = [self._rows[target] for _, target in moves.pairs]
        self._decoder.move(moves, max(row.line.prompt.places + row.made for row in rows))
        self._sampler.move(moves)
        self._vocoder.move(moves, max(row.made for row in rows))

    def _step(self) -> None:
        if self._rows:
            self._decoder.step(len(self._rows))

    def _at_end(self, row: Row) -> bool:
        return row.stopped or row.made >= min(row.line.bounds.most, self._decoder.longest)


def out_of_memory(row: Row, why: str) -> None:
    row.work.fail(EngineFailed("xtts", f"the device's memory does not hold this segment alone: {why}"))
