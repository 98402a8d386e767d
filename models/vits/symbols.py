"""From a segment's text to the numbers of a model's symbols."""

import logging
from collections.abc import Callable

from TTS.tts.utils.text.tokenizer import TTSTokenizer

from models.engine import Segment
from models.errors import EngineFailed, EngineUnavailable
from models.piper.description import Description

Reader = Callable[[Segment], list[int]]
"""Gives nothing for a text without a single symbol that the model knows. Raises EngineFailed."""

# Its warnings quote texts, which are nobody's business, and whatever it finds unusual is not.
logging.getLogger("TTS").setLevel(logging.ERROR)


def of_coqui(tokenizer: TTSTokenizer) -> Reader:
    """Cleaners, phonemizer and characters as the model was trained with."""
    characters = tokenizer.characters
    silent = {tokenizer.pad_id, tokenizer.blank_id, characters.bos_id, characters.eos_id}

    def read(segment: Segment) -> list[int]:
        try:
            numbers = tokenizer.text_to_ids(segment.text, language=segment.language)
        except Exception as error:
            raise EngineFailed("vits", f"coqui's text front end says: {error!r}") from error
        return [] if silent.issuperset(numbers) else list(numbers)

    return read


def of_piper(description: Description) -> Reader:
    """Phonemes as Piper voices have them. Raises EngineUnavailable when the extra "piper" is not installed."""
    try:
        from models.piper import phonemes  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("vits", 'this voice has Piper\'s phonemes: install the extra "piper".') from None

    def read(segment: Segment) -> list[int]:
        try:
            return phonemes.numbers(segment, description)
        except EngineFailed as error:
            raise EngineFailed("vits", error.reason) from error

    return read
