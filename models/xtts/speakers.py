"""Speakers: what XTTS takes from a clip of someone's voice, taken once per clip."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import torch
from torch import Tensor

from models.voice import Voice
from models.xtts.loader import unavailable

if TYPE_CHECKING:
    from TTS.tts.models.xtts import Xtts

SAMPLE_RATE = 22050
"""Hertz of what the conditioning encoder listens to."""
SHORTEST_S = 0.33
"""coqui's `get_gpt_cond_latents` makes nothing of less."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, in the model's terms."""

    conditioning: Tensor
    """For the decoder: [32, width]"""
    embedding: Tensor
    """For the vocoder: [512, 1]"""


class Speakers:
    """The last `limit` speakers that were asked for stay. Safe across threads, one clip at a time."""

    def __init__(self, model: "Xtts", limit: int) -> None:
        self._model, self._limit = model, limit
        self._known: OrderedDict[tuple[object, ...], Speaker] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, voice: Voice) -> Speaker:
        """Raises EngineUnavailable when the voice names none, or one that is not there."""
        key = _key(voice)
        with self._lock:
            if key not in self._known:
                self._known[key] = self._from_clip(voice) if voice.reference else self._named(voice)
            self._known.move_to_end(key)
            while len(self._known) > self._limit:
                self._known.popitem(last=False)
            return self._known[key]

    def _named(self, voice: Voice) -> Speaker:
        manager = self._model.speaker_manager
        known = {} if manager is None else manager.speakers
        if voice.speaker not in known:
            names = ", ".join(known) or "none"
            raise unavailable(
                f"voice '{voice.id}' names no clip (`reference:`) and no speaker that speakers_xtts.pth has: {names}."
            )
        told = known[voice.speaker]
        return self._speaker(told["gpt_cond_latent"], told["speaker_embedding"])

    @torch.inference_mode()
    def _from_clip(self, voice: Voice) -> Speaker:
        """As coqui's `Xtts.get_conditioning_latents` has it, with the lengths of the checkpoint's config.json."""
        config = self._model.config
        clip = torch.from_numpy(_read(voice))[None, : SAMPLE_RATE * config.max_ref_len]
        if clip.shape[1] < SAMPLE_RATE * SHORTEST_S:
            raise unavailable(f"voice '{voice.id}': {voice.reference} is too short; 3 to 30 s of speech are right.")
        conditioning = self._model.get_gpt_cond_latents(
            clip, SAMPLE_RATE, length=config.gpt_cond_len, chunk_length=config.gpt_cond_chunk_len
        )
        return self._speaker(conditioning, self._model.get_speaker_embedding(clip, SAMPLE_RATE))

    def _speaker(self, conditioning: Tensor, embedding: Tensor) -> Speaker:
        """Both with a batch of one in front."""
        device = self._model.device
        return Speaker(conditioning[0].to(device, torch.float32), embedding[0].to(device, torch.float32))


def _key(voice: Voice) -> tuple[object, ...]:
    """A clip by its content as far as that is known without reading it."""
    if voice.reference is None:
        return ("speaker", voice.speaker)
    if voice.reference_sha256 is not None:
        return ("clip", voice.reference_sha256)
    try:
        about = Path(voice.reference).stat()
    except OSError as error:
        raise unavailable(f"voice '{voice.id}': {voice.reference} cannot be read ({error.strerror}).") from None
    return ("file", voice.reference, about.st_mtime_ns, about.st_size)


def _read(voice: Voice) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The clip's samples: mono, SAMPLE_RATE."""
    assert voice.reference is not None
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    try:
        with av.open(voice.reference) as container:
            frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    except (OSError, IndexError, av.FFmpegError) as error:
        raise unavailable(f"voice '{voice.id}': {voice.reference} is no clip that can be read ({error}).") from None
    pieces = [frame.to_ndarray().ravel() for frame in [*frames, *resampler.resample(None)]]
    return np.concatenate([np.zeros(0, np.float32), *pieces])
