"""Reading: a text as it is spoken, and which of the caller's characters each part of it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Edit:
    """`source[start:end]` is read as `spoken`; empty: not read at all."""

    start: int
    end: int
    spoken: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the spoken text and where it came from. Copied letter by letter, or rewritten as a whole."""

    text: str
    start: int
    end: int
    copied: bool


class Reading:
    """`source` with its edits made. Edits are in order and do not overlap."""

    def __init__(self, source: str, edits: Sequence[Edit]) -> None:
        self.pieces = tuple(_pieces(source, edits))
        self.text = "".join(piece.text for piece in self.pieces)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The caller's characters that `text[start:end]` stands for."""
        spans = list(self._overlapping(start, end))
        return (spans[0][0], spans[-1][1]) if spans else (0, 0)

    def _overlapping(self, start: int, end: int) -> list[tuple[int, int]]:
        spans, position = [], 0
        for piece in self.pieces:
            behind = position + len(piece.text)
            if position < end and start < behind:
                first = piece.start + max(start - position, 0) if piece.copied else piece.start
                last = piece.end - max(behind - end, 0) if piece.copied else piece.end
                spans.append((first, last))
            position = behind
        return spans


def _pieces(source: str, edits: Sequence[Edit]) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    for edit in edits:
        _append(pieces, Piece(source[position : edit.start], position, edit.start, copied=True))
        _append(pieces, Piece(edit.spoken, edit.start, edit.end, copied=False))
        position = edit.end
    _append(pieces, Piece(source[position:], position, len(source), copied=True))
    return pieces


def _append(pieces: list[Piece], piece: Piece) -> None:
    """With a space where something spoken would run into its neighbour: "5kg" is two words."""
    if not piece.text:
        return
    last = pieces[-1] if pieces else piece
    if not (last.copied and piece.copied) and pieces and last.text[-1].isalnum() and piece.text[0].isalnum():
        if piece.copied:
            pieces[-1] = replace(last, text=last.text + " ")
        else:
            piece = replace(piece, text=" " + piece.text)
    pieces.append(piece)
