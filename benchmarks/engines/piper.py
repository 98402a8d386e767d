"""The engine piper, which coqui has nothing to put beside; `python -m benchmarks.piper` looks into it."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.engines.subject import TEXTS
from benchmarks.piper import MEDIUM, described
from benchmarks.serving import ROOT
from models.batcher import BatchReport
from models.piper import PiperEngine

RANDOM = {"small": ROOT / "tests/models/voices/solo.onnx", "full": MEDIUM}
"""`python tests/models/make_voices.py --medium var/voices` makes the latter."""


class PiperSubject:
    """`model`: "small" or "full" for random weights, or the path of X.onnx. It takes turns, `rows` on each core."""

    texts = TEXTS

    def __init__(self, model: str, device: str) -> None:
        if device != "cpu":
            raise NotImplementedError("piper runs on a CPU only")
        self.voice = described(RANDOM.get(model, Path(model)))
        self.label = "random weights" if model in RANDOM else Path(model).name

    def engine(self, rows: int, observe: Callable[[BatchReport], None]) -> PiperEngine:
        engine = PiperEngine(rows=rows, observe=observe)
        engine.prepare(self.voice)
        return engine

    def coqui(self, _text: str) -> float:
        raise NotImplementedError("coqui has nothing to put beside piper")

    def demand(self, _rows: int) -> None:
        """Nobody counts in ONNX graphs."""
