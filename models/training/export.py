"""From what the two halves have learned to the files that are shipped: X.onnx and X.onnx.json."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP
from TTS.tts.models.vits import Vits

from models.piper.half_weights import narrowed
from models.training import network
from models.training.dataset import Dataset
from models.training.description import described
from models.training.loop import trained

HALVES = {"acoustic": ("text_encoder", "flow", "duration_predictor"), "polished": ("waveform_decoder",)}
NEAR = {
    "a": "æ", "e": "ɛ", "o": "ɔ", "u": "ʊ", "y": "i", "ø": "ɜ", "œ": "ɛ", "ɨ": "ᵻ", "ʉ": "u", "ɯ": "ʊ", "ɤ": "ʌ",
    "ɵ": "ʊ", "ɒ": "ɑ", "ʏ": "ɪ", "ɘ": "ə", "ɞ": "ɜ", "r": "ɹ", "ʁ": "ɹ", "ʀ": "ɹ", "ɻ": "ɹ", "ɽ": "ɾ", "x": "h",
    "χ": "h", "ħ": "h", "ɦ": "h", "ç": "ʃ", "ɕ": "ʃ", "ʂ": "ʃ", "ʑ": "ʒ", "ʐ": "ʒ", "ɲ": "n", "ɳ": "n", "ɴ": "ŋ",
    "ɱ": "m", "β": "v", "ɸ": "f", "ʋ": "v", "ɣ": "ɡ", "ɢ": "ɡ", "g": "ɡ", "q": "k", "c": "k", "ɟ": "ɡ", "ʎ": "l",
    "ɭ": "l", "ʟ": "l", "ɫ": "l", "ɬ": "l", "ɮ": "l", "ʈ": "t", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ɠ": "ɡ", "ʔ": "t",
    ":": ",", "-": ",", "(": ",", ")": ",",
}  # fmt: skip
"""What a symbol that no training text has is spoken like."""


def assembled(folder: Path, heard: set[int]) -> Vits:
    """The whole network. Raises FileNotFoundError when a half has not been trained."""
    model = network.make()
    for half, names in HALVES.items():
        trained(folder / f"{half}.pt", {name: getattr(model, name) for name in names})
    _lend(model.text_encoder.emb.weight, heard)
    return model.eval()


def _lend(embedding: torch.Tensor, heard: set[int]) -> None:
    """Give symbols that were never heard the meaning of near ones, and silence where there is none."""
    ids = DEFAULT_PHONEME_ID_MAP
    with torch.no_grad():
        for symbol, numbers in ids.items():
            if numbers[0] not in heard:
                embedding[numbers[0]] = embedding[ids[NEAR.get(symbol, "_")][0]]


def export(model: Vits, path: Path, about: Mapping[str, object]) -> None:
    """`path` with weights of 16 bits, which is half the bytes and sounds the same, and the JSON beside it."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "x.onnx")
        model.export_onnx(str(whole), verbose=False)
        graph = onnx.load(whole)
    onnx.save(narrowed(graph), path)
    path.with_name(path.name + ".json").write_text(
        json.dumps({**described(), **about}, ensure_ascii=False, indent=1) + "\n"
    )


def heard(dataset: Dataset) -> set[int]:
    """Numbers of the symbols in its texts."""
    return set(np.concatenate([example.numbers for example in dataset.examples]).tolist())
