"""The engine xtts, beside coqui's own `Xtts.inference`.

Random weights never find the end of a text. With them every text gets as many codes as reading it takes, in both.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import torch
from torch.utils.flop_counter import FlopCounterMode
from TTS.tts.models.xtts import Xtts

from benchmarks.engines import random_xtts
from benchmarks.engines.subject import TEXTS, Demand
from models.batcher import BatchReport
from models.hifigan import fold_weight_norm
from models.voice import Voice
from models.weights.xtts import LANGUAGES
from models.xtts import XttsEngine, guard

RANDOM = {"small": random_xtts.DEEP, "full": {}}
NEVER = -1e9
"""A bias with which a code is not drawn."""
MEAN_CONTEXT = 215
"""Tokens that a step looks back at: 32 of the speaker, 62 of the text, half of 240 codes."""


class XttsSubject:
    """`model`: "small" or "full" for random weights, or the path of a checkpoint folder with speakers_xtts.pth."""

    texts = TEXTS
    step_s: float | None = 1 / guard.CODES_PER_S

    def __init__(self, model: str, device: str) -> None:
        self._device, self._kept = device, TemporaryDirectory()
        self._random, self._small = model in RANDOM, model == "small"
        self._folder = Path(model)
        if self._random:
            with self._vocoder():
                self._folder = random_xtts.make(Path(self._kept.name), NEVER, **RANDOM[model])
        self.label = "random weights" if self._random else self._folder.name
        self._coqui = self._loaded()
        self._speaker = next(iter(self._coqui.speaker_manager.speakers))
        self.voice = _voice(self._speaker)

    def engine(self, rows: int, observe: Callable[[BatchReport], None]) -> XttsEngine:
        with self._vocoder():
            engine = XttsEngine(model=str(self._folder), device=self._device, slots=rows, observe=observe)
        if self._random:
            mock.patch.object(guard, "bounds", _forced).start()
        return engine

    def coqui(self, text: str) -> float:
        """With its own settings of chance, which are the engine's too."""
        told = self._coqui.speaker_manager.speakers[self._speaker]
        if self._random:
            self._coqui.gpt.max_gen_mel_tokens = _codes(text)
        made = self._coqui.inference(text, "en", told["gpt_cond_latent"], told["speaker_embedding"])["wav"]
        return len(made) / self.voice.sample_rate

    def demand(self, rows: int) -> Demand:
        """Each row's share of the decoder's weights, its own keys and values, and the vocoder."""
        gpt, codes = self._coqui.gpt, round(guard.CODES_PER_S)
        weights = sum(part.numel() for layer in (gpt.gpt, gpt.mel_head) for part in layer.parameters())
        looked_at = 2 * MEAN_CONTEXT * gpt.layers * gpt.model_dim
        decoder = self._loaded().hifigan_decoder
        fold_weight_norm(decoder)
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            latents = torch.zeros(1, codes, gpt.model_dim, device=self._device)
            decoder(latents, g=torch.zeros(1, 512, 1, device=self._device))
        vocoder = sum(part.numel() for part in decoder.waveform_decoder.parameters())
        size = 2 if self._device == "cuda" else 4
        return Demand(
            flop=2 * (weights + looked_at) * guard.CODES_PER_S + counter.get_total_flops(),
            bytes=size * ((weights / rows + looked_at) * guard.CODES_PER_S + vocoder / rows),
        )

    def _loaded(self) -> Xtts:
        with self._vocoder():
            return random_xtts.coqui(self._folder).to(self._device)

    @contextmanager
    def _vocoder(self) -> Iterator[None]:
        with random_xtts.small_vocoder() if self._small else nullcontext():
            yield


def _codes(text: str) -> int:
    return round(len(text) / guard.CHARACTERS_PER_S * guard.CODES_PER_S)


def _forced(text: str, _language: str) -> guard.Bounds:
    return guard.Bounds(0, _codes(text), held=False)


def _voice(speaker: str) -> Voice:
    about = {"id": "x", "name": speaker, "speaker": speaker, "engine": "xtts", "revision": "1", "licence": "none"}
    return Voice.model_validate({**about, "languages": LANGUAGES, "sample_rate": 24000, "gain_db": 0, "max_chars": 200})
