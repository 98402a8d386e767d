"""The voices that are loaded, and speaking with them."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from models.engine import Segment
from models.piper import files, phonemes
from models.piper.files import Description
from models.piper.model import Floats, Model, Row
from models.voice import Voice

log = logging.getLogger(__name__)

SILENCE_S = 0.1
"""What a text without a single symbol sounds like."""


class LoadedVoices:
    """Voices by their file, each loaded when it is first asked for; the last `limit` ones used stay."""

    def __init__(self, threads: int, limit: int) -> None:
        self._threads, self._limit = threads, limit
        self._places: OrderedDict[tuple[str | None, str | None], _Place] = OrderedDict()
        self._lock = threading.Lock()

    def speak(self, segment: Segment, voice: Voice) -> Iterator[Floats]:
        """Samples, full scale being 1, a window at a time. Raises EngineFailed, EngineUnavailable."""
        model = self.load(voice)
        symbols = phonemes.numbers(segment, model.description)
        if not symbols:
            yield np.zeros(round(SILENCE_S * voice.sample_rate), np.float32)
            return
        yield from model.speak(Row(symbols, speaker(voice, model.description), segment.rate, segment.seed))

    def load(self, voice: Voice) -> Model:
        """Its model, which is read from its file unless it is there. Raises EngineUnavailable."""
        key = voice.model, voice.sha256
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._limit:
                self._places.popitem(last=False)
        with place.lock:  # the others go on while this one loads
            if place.model is None:
                place.model = self._read(voice)
        return place.model

    def _read(self, voice: Voice) -> Model:
        description, parts = files.read(voice)
        if parts.vocoder is None:
            log.warning("Voice '%s' cannot be streamed: what makes its samples looks at whole sentences.", voice.id)
        return Model(description, parts, self._threads)


class _Place:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.model: Model | None = None


def speaker(voice: Voice, description: Description) -> int:
    """The number of the voice's speaker. Raises EngineUnavailable when the file has none of that name."""
    if voice.speaker is None:
        return description.default_speaker_id
    if voice.speaker not in description.speaker_id_map:
        names = ", ".join(description.speaker_id_map) or "none, for it has one voice"
        raise files.unavailable(voice, f"its file has no speaker '{voice.speaker}'. Speakers: {names}.")
    return description.speaker_id_map[voice.speaker]
