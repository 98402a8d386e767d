"""A Piper voice on Triton: rows of symbols, spoken by turns like those of the engine piper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.piper import files
from models.piper.model import Model, Row, Window
from models.triton.serving.answer import Answer
from models.turns import ENDED, Rows, Step, Turns
from models.voice import Voice


@dataclass(frozen=True, slots=True, eq=False)
class Speaking:
    """A row on its way."""

    answer: Answer
    windows: Iterator[Window]


class SymbolsModel:
    """Loads the voice. Raises EngineUnavailable."""

    def __init__(self, voice: Voice, threads: int = 1) -> None:
        description, parts = files.read(voice)
        self._model, self._sample_rate = Model(description, parts, threads), voice.sample_rate

    def speak(self, requests: Sequence[Any]) -> None:
        """One batch; returns when all its rows have ended."""
        rows = [Speaking(answer, self._model.speak(_row(answer))) for answer in map(Answer, requests)]
        # Nobody joins on the way: that is Triton's to decide. Who left is found when it is their turn.
        Turns(Answers(self._sample_rate), len(rows)).run(rows)


class Answers(Rows[Speaking]):
    """Of one batch."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate

    def advance(self, row: Speaking) -> Step:
        """Make one more window."""
        if row.answer.left:
            row.answer.end()
            return ENDED
        try:
            window = next(row.windows)
        except Exception as error:
            row.answer.fail(error)
            return ENDED
        row.answer.send(window.samples, last=window.last)
        return Step(window.samples.size / self._sample_rate, window.last)


def _row(answer: Answer) -> Row:
    symbols = answer.given("input")[: int(answer.given("input_lengths")[0])].tolist()
    speaker = answer.given("sid")
    return Row(
        symbols,
        0 if speaker is None else int(speaker[0]),
        answer.rate,
        int(answer.given("seed")[0]),
    )
