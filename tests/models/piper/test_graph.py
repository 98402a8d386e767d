"""Voices taken apart, and graphs that are none."""

import numpy as np
import onnx
import pytest
from onnx import helper

from models.piper.graph import split
from models.piper.model import Model, Row
from models.piper.reach import Reach

pytestmark = pytest.mark.cluster


@pytest.fixture(params=["solo", "duo"])
def graph(request, voice):
    return onnx.load(voice(request.param).model)


def extended(graph, *nodes):
    """With `nodes` behind its end: they read "before" and write "output"."""
    last = next(node for node in graph.graph.node if node.output[0] == "output")
    last.output[0] = "before"
    graph.graph.node.extend(nodes)
    return graph


def without(graph, operator):
    kept = [node for node in graph.graph.node if node.op_type != operator]
    del graph.graph.node[:]
    graph.graph.node.extend(kept)
    return graph


def test_four_parts_without_chance(graph):
    parts = split(graph)
    # Of 12 frames conv_pre takes 3, the first upsampling 1, and the widest residual block behind it 5.6.
    assert parts.upsampler.reach == Reach(hop=8, frames=10)
    assert parts.vocoder.reach == Reach(hop=32, frames=9)
    couplings, layers, kernel = 2, sum(node.op_type == "Tanh" for node in parts.flow.part.model.graph.node) // 2, 5
    assert parts.flow.reach == Reach(hop=1, frames=couplings * layers * (kernel // 2))
    assert parts.channels == 16
    assert set(parts.upsampler.part.inputs) - {"sid"} == {parts.flow.output}
    assert parts.vocoder.part.inputs == (parts.upsampler.output,)
    assert parts.text.noise in parts.text.inputs
    assert parts.flow.part.noise in parts.flow.timed
    every = (parts.text, parts.prior, parts.flow.part, parts.upsampler.part, parts.vocoder.part)
    operators = {node.op_type for part in every for node in part.model.graph.node}
    assert not {"RandomNormal", "RandomNormalLike", "Ceil"} & operators


def test_a_vocoder_that_may_look_anywhere_stays_with_the_rest(model, voice):
    """The same speech from a graph with an operator that nothing is known of, which here changes nothing."""
    name = "solo" if model.description.phoneme_type == "text" else "duo"
    parts = split(extended(onnx.load(voice(name).model), helper.make_node("Dropout", ["before"], ["output"])))
    assert parts.vocoder is parts.flow.reach is None
    row = Row(symbols=[1, 0, *range(4, 30), 2], speaker=0, rate=1.5, seed=7)
    ((whole, _),) = Model(model.description, parts, threads=1).speak(row)
    assert np.abs(whole - np.concatenate([window.samples for window in model.speak(row)])).max() < 1e-5


def test_a_vocoder_that_hears_the_speaker_once_more_is_one_piece_less(voice):
    graph = onnx.load(voice("solo").model)
    second = [node for node in graph.graph.node if node.op_type == "ConvTranspose"][1]
    graph.graph.node.insert(0, helper.make_node("ReduceMax", ["input_lengths"], ["longest"], keepdims=0))
    graph.graph.node.insert(1, helper.make_node("Cast", ["longest"], ["loud"], to=1))
    place = next(n for n, node in enumerate(graph.graph.node) if node.output[0] == second.output[0])
    second.output[0], made = "quiet", second.output[0]
    graph.graph.node.insert(place + 1, helper.make_node("Mul", ["quiet", "loud"], [made]))
    parts = split(graph)
    assert parts.vocoder is parts.upsampler is None


@pytest.mark.parametrize(
    ("operator", "message"), [("Ceil", "rounds up in 0 places"), ("ConvTranspose", "no upsampling decoder")]
)
def test_what_lacks_a_part_is_no_voice(graph, operator, message):
    with pytest.raises(ValueError, match=message):
        split(without(graph, operator))


def test_what_draws_noise_once_more_is_no_voice(graph):
    drawing = [
        helper.make_node("RandomNormalLike", ["before"], ["noise"]),
        helper.make_node("Softmax", ["before"], ["after"]),
        helper.make_node("Add", ["after", "noise"], ["output"]),
    ]
    with pytest.raises(ValueError, match="noise 2 times"):
        split(extended(graph, *drawing))
