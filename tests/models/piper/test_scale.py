"""Divisions that weights take over."""

import numpy as np
import pytest
from onnx import helper, numpy_helper

from models.piper.scale import without_divisions
from models.piper.session import options, session

LEAKY = helper.make_node("LeakyRelu", ["quotient"], ["leaky"], alpha=0.1)
DIVISION = helper.make_node("Div", ["given", "three"], ["quotient"])


def graph(*nodes, three=3.0, made="made"):
    values = [helper.make_tensor_value_info(name, 1, [1, 4, "time"]) for name in ("given", made)]
    weights = np.random.default_rng(1).standard_normal((4, 4, 3), np.float32)
    arrays = {"three": np.array(three, np.float32), "weights": weights}
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    model = helper.make_graph(list(nodes), "divided", values[:1], values[1:], tensors)
    return helper.make_model(model, ir_version=8, opset_imports=[helper.make_opsetid("", 15)])


def said(model):
    signal = np.random.default_rng(2).standard_normal((1, 4, 9), np.float32)
    return session(model, options(1)).run(None, {"given": signal})[0]


def convolution(given, made="made", operator="Conv"):
    return helper.make_node(operator, [given, "weights"], [made], pads=[1, 1])


@pytest.mark.parametrize(
    "nodes",
    [
        [DIVISION, LEAKY, convolution("leaky")],
        [DIVISION, LEAKY, convolution("leaky", operator="ConvTranspose")],
        [DIVISION, convolution("quotient")],
        # Both convolutions have the same weights, and only one of them has a division before it.
        [DIVISION, convolution("quotient", "once"), convolution("once")],
    ],
)
def test_weights_are_divided_instead(nodes):
    model = graph(*nodes)
    changed = without_divisions(model)
    assert "Div" not in {node.op_type for node in changed.graph.node}
    np.testing.assert_allclose(said(changed), said(model), atol=1e-5)


@pytest.mark.parametrize(
    "nodes",
    [
        [DIVISION, LEAKY, helper.make_node("Tanh", ["leaky"], ["made"])],
        # Two hear of it.
        [DIVISION, convolution("quotient", "one"), helper.make_node("Add", ["one", "quotient"], ["made"])],
        # By a signal.
        [helper.make_node("Div", ["given", "given"], ["quotient"]), convolution("quotient")],
        # It is divided by.
        [helper.make_node("Div", ["three", "given"], ["quotient"]), convolution("quotient")],
    ],
)
def test_where_no_convolution_can_take_it_over_it_stays(nodes):
    model = graph(*nodes)
    assert without_divisions(model) == model


def test_what_a_part_hands_on_stays():
    assert without_divisions(graph(DIVISION, LEAKY, made="leaky")).graph.node[0].op_type == "Div"


def test_a_negative_number_would_turn_rectifiers_round():
    model = graph(DIVISION, LEAKY, convolution("leaky"), three=-3.0)
    assert without_divisions(model) == model
