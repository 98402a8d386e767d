"""From a segment to the tensors of a request."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.engine import Segment
from models.errors import EngineUnavailable
from models.piper.description import Description
from models.triton.contract import MANNER, SPEAKER, SYMBOLS, TEXTS, Contract, unavailable
from models.voice import Voice

Row = Mapping[str, NDArray[Any]]
"""The tensors of one row by name, each [1, ...]."""


def asked(segment: Segment, voice: Voice, contract: Contract) -> Row | None:
    """The row that says the segment; None where there is nothing to say.

    Raises EngineUnavailable when the model has no such speaker or what makes symbols of texts is not installed,
    EngineFailed when the text cannot be read.
    """
    manner = _row(MANNER[0].name, np.float32(segment.rate)) | _row(MANNER[1].name, np.uint64(segment.seed % 2**64))
    if contract.description is None:
        if not segment.text.strip():
            return None
        return _text(TEXTS[0].name, segment.text) | _text(TEXTS[1].name, segment.language) | manner
    symbols = _symbols(segment, contract.description)
    if not symbols:
        return None
    padded = np.pad(np.array(symbols, np.int64), (0, -len(symbols) % contract.pad_to))
    row = {SYMBOLS[0].name: padded[None]} | _row(SYMBOLS[1].name, np.int64(len(symbols))) | manner
    if contract.has_speakers:
        row |= _row(SPEAKER.name, np.int64(_speaker(voice, contract, contract.description)))
    return row


def _symbols(segment: Segment, description: Description) -> list[int]:
    try:
        from models.piper import phonemes  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("triton", 'for Piper voices install the extra "piper" too.') from None
    return phonemes.numbers(segment, description)


def _speaker(voice: Voice, contract: Contract, description: Description) -> int:
    if voice.speaker is None:
        return description.default_speaker_id
    if voice.speaker not in description.speaker_id_map:
        names = ", ".join(description.speaker_id_map) or "none, for it has one voice"
        raise unavailable(contract.model, f"it has no speaker '{voice.speaker}'. Speakers: {names}.")
    return description.speaker_id_map[voice.speaker]


def _row(name: str, value: np.generic) -> dict[str, NDArray[Any]]:
    # Seeds are 64 bits without a sign, of which Triton's models take the same bits with one.
    array = np.array([[value]])
    return {name: array.view(np.int64) if array.dtype == np.uint64 else array}


def _text(name: str, text: str) -> dict[str, NDArray[Any]]:
    return {name: np.array([[text.encode()]], np.object_)}
