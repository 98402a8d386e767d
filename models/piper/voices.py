"""Piper voices: those that are loaded, and speaking with them."""

import logging
from collections.abc import Iterator

import numpy as np

from models.engine import Segment
from models.loaded import LoadedVoices
from models.pcm import SILENCE_S
from models.piper import files, phonemes
from models.piper.description import Description
from models.piper.model import Model, Row, Window
from models.voice import Voice

log = logging.getLogger(__name__)


class PiperVoices:
    """The last `limit` voices used stay loaded; `threads` work on one segment."""

    def __init__(self, threads: int, limit: int) -> None:
        self._threads, self._loaded = threads, LoadedVoices(self._read, limit)

    def speak(self, segment: Segment, voice: Voice) -> Iterator[Window]:
        """At least one window. Raises EngineFailed, EngineUnavailable."""
        model = self.load(voice)
        symbols = phonemes.numbers(segment, model.description)
        if not symbols:
            yield Window(np.zeros(round(SILENCE_S * voice.sample_rate), np.float32), last=True)
            return
        yield from model.speak(Row(symbols, speaker(voice, model.description), segment.rate, segment.seed))

    def load(self, voice: Voice) -> Model:
        """Its model, which is read from its file unless it is there. Raises EngineUnavailable."""
        return self._loaded.load(voice)

    def _read(self, voice: Voice) -> Model:
        description, parts = files.read(voice)
        if parts.vocoder is None:
            log.warning("Voice '%s' cannot be streamed: what makes its samples looks at whole sentences.", voice.id)
        return Model(description, parts, self._threads)


def speaker(voice: Voice, description: Description) -> int:
    """The number of the voice's speaker. Raises EngineUnavailable when the file has none of that name."""
    if voice.speaker is None:
        return description.default_speaker_id
    if voice.speaker not in description.speaker_id_map:
        names = ", ".join(description.speaker_id_map) or "none, for it has one voice"
        raise files.unavailable(voice, f"its file has no speaker '{voice.speaker}'. Speakers: {names}.")
    return description.speaker_id_map[voice.speaker]
