"""Voices that are loaded: each once, and the last ones used stay."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from models.voice import Voice

Model = TypeVar("Model")


class LoadedVoices(Generic[Model]):
    """Models by the file of their voice, each loaded when it is first asked for; the last `limit` ones used stay."""

    def __init__(self, read: Callable[[Voice], Model], limit: int) -> None:
        self._read, self._limit = read, limit
        self._places: OrderedDict[tuple[str | None, str | None], _Place[Model]] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, voice: Voice) -> Model:
        """Its model, which is read from its file unless it is there. Raises what `read` does, and tries again then."""
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


class _Place(Generic[Model]):
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.model: Model | None = None
