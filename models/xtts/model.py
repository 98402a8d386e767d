"""One XTTS model: its parts, each on the device, and how a segment becomes a line of its loop."""

from pathlib import Path

import torch

from models.engine import Segment
from models.voice import Voice
from models.xtts import guard
from models.xtts.decoder import Decoder
from models.xtts.loader import load, unavailable
from models.xtts.loop import Line, Loop
from models.xtts.sampling import Sampler
from models.xtts.speakers import Speakers
from models.xtts.tokens import tokens
from models.xtts.vocoder import Vocoder


class Model:
    """Loaded and warm. Raises EngineUnavailable."""

    def __init__(self, folder: Path, device: str, slots: int, memory_fraction: float | None, speakers: int) -> None:
        self._device = _device(device, memory_fraction)
        self._xtts = load(folder, self._device)
        self.speakers = Speakers(self._xtts, speakers)
        self._decoder = Decoder(self._xtts.gpt, slots)
        sampler = Sampler(self._decoder.vocabulary, slots, self._decoder.longest, self._device)
        vocoder = Vocoder(self._xtts.hifigan_decoder, slots, self._decoder.longest)
        self.loop = Loop(self._decoder, sampler, vocoder, slots)

    @torch.inference_mode()
    def line(self, segment: Segment, voice: Voice, *, guarded: bool) -> Line:
        """Blocks for what the voice needs, if it is new. Raises EngineFailed, EngineUnavailable."""
        speaker = self.speakers.of(voice)
        prefix = self._decoder.prefix(speaker.conditioning, tokens(self._xtts, segment))
        bounds = guard.bounds(segment.text, segment.language) if guarded else guard.NONE
        return Line(segment, speaker, prefix, bounds)


def _device(name: str, memory_fraction: float | None) -> torch.device:
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.empty(0, device=name).device
    except RuntimeError as error:
        raise unavailable(f"device '{name}' cannot be used ({error}); 'auto' takes what there is.") from None
    if memory_fraction is not None and device.type == "cuda":
        torch.cuda.set_per_process_memory_fraction(memory_fraction, device)
    return device
