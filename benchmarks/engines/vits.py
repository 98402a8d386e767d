"""The engine vits, beside coqui's own `Vits.inference`."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch.utils.flop_counter import FlopCounterMode
from TTS.tts.models.vits import Vits

from benchmarks.engines import random_vits
from benchmarks.engines.subject import TEXTS, Demand
from models.batcher import BatchReport
from models.hifigan import fold_weight_norm
from models.vits import VitsEngine, files
from models.vits.network import network
from models.voice import Voice

RANDOM = {"small": random_vits.small, "full": random_vits.full}


class VitsSubject:
    """`model`: "small" or "full" for random weights, or the path of a checkpoint."""

    texts, step_s = TEXTS, None

    def __init__(self, model: str, device: str) -> None:
        self._device, self._folder = device, TemporaryDirectory()
        random = RANDOM.get(model)
        path = random_vits.write(Path(self._folder.name), random()) if random else Path(model)
        self.label = "random weights" if random else path.name
        self.voice = _voice(path)
        self._coqui = self._network()

    def engine(self, rows: int, observe: Callable[[BatchReport], None]) -> VitsEngine:
        engine = VitsEngine(device=self._device, max_rows=rows, observe=observe)
        engine.prepare(self.voice)
        return engine

    def coqui(self, text: str) -> float:
        """As coqui loads it, weight norm and all; text front end included, as in the engine."""
        return self._audio_s(self._coqui, text)

    def demand(self, rows: int) -> Demand:
        """Convolutions and products of a text spoken alone, and every weight once for each batch."""
        folded = self._network()
        fold_weight_norm(folded)
        with FlopCounterMode(display=False) as counter:
            audio_s = self._audio_s(folded, self.texts[0])
        weights = sum(parameter.numel() for parameter in folded.parameters()) * (2 if self._device == "cuda" else 4)
        return Demand(counter.get_total_flops() / audio_s, weights / (rows * audio_s))

    def _network(self) -> Vits:
        return network(self.voice, files.read(self.voice)).eval().to(self._device)

    def _audio_s(self, vits: Vits, text: str) -> float:
        symbols = torch.tensor([vits.tokenizer.text_to_ids(text)], device=self._device)
        speakers = {"speaker_ids": torch.tensor([0], device=self._device) if hasattr(vits, "emb_g") else None}
        samples = vits.inference(symbols, speakers)["model_outputs"].cpu()
        return float(samples.shape[-1] / self.voice.sample_rate)


def _voice(path: Path) -> Voice:
    config = json.loads(path.with_name("config.json").read_text())
    about = {"id": path.stem, "name": path.stem, "engine": "vits", "revision": "1", "languages": ("en-us",)}
    numbers = {"sample_rate": config["audio"]["sample_rate"], "gain_db": 0, "max_chars": 400}
    return Voice.model_validate({**about, **numbers, "licence": "none", "model": str(path.absolute())})
