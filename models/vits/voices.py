"""VITS voices: those that are loaded, and what their models make of segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from models.device import device as chosen
from models.device import numbers
from models.engine import AudioChunk, Segment
from models.loaded import LoadedVoices
from models.vits import files, symbols
from models.vits.model import Model, Row
from models.vits.network import network
from models.vits.speaking import Line, spoken
from models.vits.symbols import Reader
from models.voice import Voice
from models.work import Work


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checkpoint, ready to speak for all its speakers."""

    model: Model
    reader: Reader
    speakers: dict[str, int]


class VitsVoices:
    """The last `limit` voices used stay loaded, on `device`.

    Their sound is made in numbers of `precision`, and everything before it in float32. Raises EngineUnavailable when
    the device is not there, ValueError when it or `precision` is none or `memory_fraction` no share.
    """

    def __init__(
        self, device: str, precision: str, threads: int | None, memory_fraction: float | None, limit: int
    ) -> None:
        self._device = chosen("vits", device, memory_fraction)
        self._dtype = numbers(self._device, precision)
        if threads is not None:
            torch.set_num_threads(threads)
        self._loaded = LoadedVoices(self._read, limit)

    def load(self, voice: Voice) -> Loaded:
        """What is in its files, which are read unless they were. Raises EngineUnavailable."""
        return self._loaded.load(voice)

    def line(self, segment: Segment, voice: Voice) -> Line:
        """The segment as its model takes it; blocks. Raises EngineFailed, EngineUnavailable."""
        loaded = self.load(voice)
        row = Row(loaded.reader(segment), _speaker(voice, loaded.speakers), segment.rate, segment.seed)
        return Line(loaded.model, row)

    def speak(self, works: Sequence[Work[Line, AudioChunk]]) -> Iterator[None]:
        """Rows of one model, a window further each time it is asked."""
        return spoken(works)

    def _read(self, voice: Voice) -> Loaded:
        found = files.read(voice)
        vits = network(voice, found)
        reader = symbols.of_piper(found.phonemes) if found.phonemes else symbols.of_coqui(vits.tokenizer)
        speakers = dict(vits.speaker_manager.name_to_id) if vits.speaker_manager else {}
        try:
            model = Model(vits, self._device, self._dtype)
            model.warm_up()
        except torch.OutOfMemoryError as error:
            reason = f"the device's memory does not hold it beside what is there: {error} Keep fewer `voices` loaded."
            raise files.unavailable(voice, reason) from None
        return Loaded(model, reader, speakers)


def _speaker(voice: Voice, speakers: dict[str, int]) -> int:
    """The number of the voice's speaker, the first unless it names one."""
    if voice.speaker is None:
        return 0
    if voice.speaker not in speakers:
        names = ", ".join(speakers) or "none, for it has one voice"
        raise files.unavailable(voice, f"its checkpoint has no speaker '{voice.speaker}'. Speakers: {names}.")
    return speakers[voice.speaker]
