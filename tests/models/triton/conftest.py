"""A real Triton with voices of ours and models that are wrong, and voices of the engine triton that name them."""

import pytest

from benchmarks.triton_process import TritonProcess
from models.triton.contract import MANNER, SYMBOLS, Tensor
from models.triton.export import export
from models.triton.pbtxt import Batching, config_text
from models.triton.serving.repository import add_model, add_voice
from models.voice import BUILT_IN, Voice, read_voice

EMPTY = b"class TritonPythonModel:\n    def execute(self, requests):\n        raise RuntimeError('I am empty.')\n"
STOCK = b'''
"""Runs model.onnx as the onnxruntime backend does, which the distribution of tritonserver does not bring."""

from pathlib import Path

import numpy as np
import onnxruntime
import triton_python_backend_utils as triton


class TritonPythonModel:
    def initialize(self, args):
        path = Path(args["model_repository"], args["model_version"], "model.onnx")
        self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def execute(self, requests):
        names = [given.name for given in self.session.get_inputs()]
        rows = [[triton.get_input_tensor_by_name(request, name).as_numpy() for name in names] for request in requests]
        made = self.session.run(None, dict(zip(names, map(np.concatenate, zip(*rows)))))
        outputs = [output.name for output in self.session.get_outputs()]
        return [
            triton.InferenceResponse([triton.Tensor(name, tensor[n : n + 1]) for name, tensor in zip(outputs, made)])
            for n in range(len(requests))
        ]
'''
DECLAIM = read_voice(BUILT_IN / "declaim.yaml")
PLAIN = {"sample_rate": "16000", "description": (BUILT_IN / "declaim.onnx.json").read_text()}


def on_triton(served_as: str, **fields) -> Voice:
    rate = 24000 if served_as in ("fake", "queued") else 16000
    about = {"id": f"triton-{served_as}", "engine": "triton", "model": f"somewhere/{served_as}", "sample_rate": rate}
    return DECLAIM.model_copy(update={**about, "sha256": None, **fields})


@pytest.fixture
def voice():
    """Spoken by the model of that name on Triton; fields to change."""
    return on_triton


@pytest.fixture(scope="session")
def served(triton: TritonProcess, tmp_path_factory) -> TritonProcess:
    """Besides declaim and fake: `queued`, row after row; `stock`, exported; `empty`, which fails; `mistyped`."""
    path = tmp_path_factory.mktemp("voices") / "queued.yaml"
    path.write_text((BUILT_IN / "fake.yaml").read_text().replace("id: fake", "id: queued"))
    about = (BUILT_IN / "declaim.yaml").read_text().replace("id: declaim", "id: stock")
    path.with_name("stock.yaml").write_text(about.replace("declaim.onnx", str(BUILT_IN / "declaim.onnx")))
    add_voice(triton.repository, path, {"fake": {"speed": 2}}, Batching(max_rows=1))
    mistyped = (Tensor("input", "TYPE_INT32", (-1,)), *SYMBOLS[1:], *MANNER)
    for name, inputs in {"empty": (*SYMBOLS, *MANNER), "mistyped": mistyped}.items():
        config = config_text(name, "python", inputs, PLAIN, Batching())
        add_model(triton.repository, name, config, {"model.py": EMPTY})
    export(triton.repository, path.with_name("stock.yaml"), Batching())
    config = triton.repository / "stock/config.pbtxt"
    config.write_text(config.read_text().replace('"onnxruntime"', '"python"').replace("KIND_AUTO", "KIND_CPU"))
    (config.parent / "1/model.py").write_bytes(STOCK)
    triton.start()
    return triton
