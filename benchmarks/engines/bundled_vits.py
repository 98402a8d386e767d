"""The voice that comes with Declaim as a coqui checkpoint: its weights are those of models/voices/declaim.onnx."""

import shutil
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

from models.piper.half_weights import widened
from models.training import network
from models.voice import BUILT_IN

ONNX = BUILT_IN / "declaim.onnx"


def write(folder: Path) -> Path:
    """Writes `model.pth`, `config.json` and Piper's `model.pth.json`; the path of the first."""
    model, graph = network.make(), widened(onnx.load(ONNX)).graph
    weights = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
    with torch.no_grad():
        for path, module in model.named_modules():
            if not path.startswith("posterior_encoder"):
                _set(module, path, weights)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    model.config.save_json(str(folder / "config.json"))
    shutil.copy(f"{ONNX}.json", folder / "model.pth.json")
    return folder / "model.pth"


def _set(module: nn.Module, path: str, weights: dict[str, torch.Tensor]) -> None:
    """Exports have plain weights, from which weight norm's two are found again when they are set."""
    for name in ("weight", "bias", "gamma", "beta", "emb_rel_k", "emb_rel_v"):
        if f"{path}.{name}" in weights:
            plain = weights[f"{path}.{name}"]
            setattr(module, name, plain if nn.utils.parametrize.is_parametrized(module, name) else nn.Parameter(plain))
