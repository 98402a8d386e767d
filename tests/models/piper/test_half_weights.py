"""Weights of 16 bits: as good as those of 32, and a graph that comes apart all the same."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto

from models.piper.graph import split
from models.piper.half_weights import narrowed, widened
from models.piper.model import Model, Row

pytestmark = pytest.mark.cluster
ROW = Row(symbols=[1, 0, *range(4, 30), 2], speaker=0, rate=1, seed=7)


def said(model, graph):
    return np.concatenate([window.samples for window in Model(model.description, split(graph), threads=1).speak(ROW)])


@pytest.fixture
def graph(model, voice):
    name = "solo" if model.description.phoneme_type == "text" else "duo"
    return onnx.load(voice(name).model)


def test_half_the_bytes_and_the_same_speech(model, graph):
    before, wanted = graph.ByteSize(), said(model, graph)
    narrow = narrowed(graph)
    assert narrow.ByteSize() < 0.75 * before
    onnx.checker.check_model(narrow)
    made = said(model, widened(narrow))
    assert made.shape == wanted.shape
    assert np.abs(made - wanted).max() < 0.02


def test_others_can_play_it(graph, tmp_path):
    onnx.save(narrowed(graph), tmp_path / "x.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "x.onnx", providers=["CPUExecutionProvider"])
    assert {"input", "input_lengths", "scales"} <= {given.name for given in session.get_inputs()}


def test_widened_has_no_trace_of_it(graph):
    casts = sum(node.op_type == "Cast" for node in graph.graph.node)
    wide = widened(narrowed(graph))
    assert sum(node.op_type == "Cast" for node in wide.graph.node) == casts
    made = {node.op_type for node in wide.graph.node}
    assert "Conv" in made
    names = {tensor.name for tensor in wide.graph.initializer if tensor.data_type == TensorProto.FLOAT16}
    assert not names.intersection(name for node in wide.graph.node for name in node.input)


def test_a_graph_without_any_stays_as_it_is(graph):
    before = graph.SerializeToString()
    assert widened(graph).SerializeToString() == before
