"""Reading: a text as it is spoken, and which of the caller's characters each part of it stands for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, takewhile

from models.engine import Pronunciation


@dataclass(frozen=True, slots=True)
class Edit:
    """`source[start:end]` is read as `spoken`; empty: not read at all."""

    start: int
    end: int
    spoken: str
    ipa: str = ""
    """How it sounds, if the lexicon knows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the spoken text and where it came from. Copied letter by letter, or rewritten as a whole."""

    text: str
    start: int
    end: int
    copied: bool
    ipa: str = ""


class Reading:
    """`source` with its edits made. Edits are in order and do not overlap."""

    def __init__(self, source: str, edits: Sequence[Edit]) -> None:
        self.pieces = tuple(_pieces(source, edits))
        self.text = "".join(piece.text for piece in self.pieces)
        self._ends = list(accumulate(len(piece.text) for piece in self.pieces))
        self.pronunciations = tuple(self._words_with_ipa())
        """Where in `text` the words are that have IPA, in order."""

    def pronounced(self, start: int, end: int) -> Iterator[Pronunciation]:
        """Those that lie wholly in `text[start:end]`."""
        first = bisect_left(self.pronunciations, start, key=lambda word: word.start)
        return takewhile(lambda word: word.end <= end, islice(self.pronunciations, first, None))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's characters that `text[start:end]` stands for."""
        if start >= end or not self.pieces:
            return (0, 0)
        return self._source(start)[0], self._source(end - 1)[1]

    def _words_with_ipa(self) -> Iterator[Pronunciation]:
        for piece, end in zip(self.pieces, self._ends, strict=True):
            if piece.ipa:
                first = end - len(piece.text.lstrip())
                yield Pronunciation(first, first + len(piece.text.strip()), piece.ipa)

    def _source(self, position: int) -> tuple[int, int]:
        """The caller's characters that one spoken character stands for."""
        n = min(bisect_right(self._ends, position), len(self.pieces) - 1)
        piece = self.pieces[n]
        if not piece.copied:
            return piece.start, piece.end
        first = piece.end - self._ends[n] + position
        return first, first + 1


def _pieces(source: str, edits: Sequence[Edit]) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    for edit in edits:
        _append(pieces, Piece(source[position : edit.start], position, edit.start, copied=True))
        _append(pieces, Piece(edit.spoken, edit.start, edit.end, copied=False, ipa=edit.ipa))
        position = edit.end
    _append(pieces, Piece(source[position:], position, len(source), copied=True))
    return pieces


def _append(pieces: list[Piece], piece: Piece) -> None:
    """With a space where something spoken would run into its neighbour: "5kg" is two words, so is "(a + b)²"."""
    if not piece.text:
        return
    last = pieces[-1] if pieces else piece
    if not (last.copied and piece.copied) and pieces and _run_together(last.text[-1], piece.text[0]):
        if piece.copied:
            pieces[-1] = replace(last, text=last.text + " ")
        else:
            piece = replace(piece, text=" " + piece.text)
    pieces.append(piece)


def _run_together(before: str, behind: str) -> bool:
    return (before.isalnum() or before == ")") and (behind.isalnum() or behind == "(")
