"""Models for a stock Triton."""

import onnx
import pytest
from google.protobuf import text_format
from tritonclient.grpc.model_config_pb2 import ModelConfig

from models.errors import EngineUnavailable
from models.triton.contract import contract
from models.triton.export import export
from models.triton.pbtxt import Batching
from models.voice import BUILT_IN

ELEMENTS = {onnx.TensorProto.INT64: "TYPE_INT64", onnx.TensorProto.FLOAT: "TYPE_FP32"}


def test_graph_and_configuration_agree_and_keep_to_the_contract(tmp_path):
    export(tmp_path, BUILT_IN / "declaim.yaml", Batching())
    config = text_format.Parse((tmp_path / "declaim/config.pbtxt").read_text(), ModelConfig())
    graph = onnx.load(tmp_path / "declaim/1/model.onnx").graph
    for written, values in ((config.input, graph.input), (config.output, graph.output)):
        assert {port.name: len(port.dims) + 1 for port in written} == {
            value.name: len(value.type.tensor_type.shape.dim) for value in values
        }
    ports = [
        [{"name": v.name, "data_type": ELEMENTS[v.type.tensor_type.elem_type], "dims": list(p.dims)} for v, p in pairs]
        for pairs in (zip(graph.input, config.input, strict=True), zip(graph.output, config.output, strict=True))
    ]
    parameters = {key: {"string_value": value.string_value} for key, value in config.parameters.items()}
    read = contract("declaim", {"max_batch_size": 32, "input": ports[0], "output": ports[1], "parameters": parameters})
    assert read.pad_to == 64


def test_only_voices_of_piper(tmp_path):
    with pytest.raises(ValueError, match="its engine is fake"):
        export(tmp_path, BUILT_IN / "fake.yaml", Batching())


def test_a_voice_whose_file_is_missing(tmp_path):
    (tmp_path / "declaim.yaml").write_text((BUILT_IN / "declaim.yaml").read_text())
    with pytest.raises(EngineUnavailable, match=r"declaim\.onnx cannot be read"):
        export(tmp_path, tmp_path / "declaim.yaml", Batching())
