"""Convolutions that make several moments at once."""

import numpy as np
import pytest
from onnx import helper, numpy_helper

from models.piper.phases import Row, several_moments, upsampling
from models.piper.session import options, session

TIME, BLOCK = 11, 8


def made(nodes, weights, channels):
    """What nodes make of a signal [1, channels, 1, TIME] with some weights."""
    nothing = [helper.make_tensor_value_info(name, 1, None) for name in ("given", "made")]
    arrays = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    graph = helper.make_graph(nodes, "phases", nothing[:1], nothing[1:], arrays)
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 15)])
    signal = np.random.default_rng(2).standard_normal((1, channels, 1, TIME), np.float32)
    return session(model, options(1)).run(None, {"given": signal})[0]


def random(*shape):
    return np.random.default_rng(1).standard_normal(shape, np.float32)


def convolved(convolution, inputs):
    """As phases, [channels * phases, time]."""
    node = helper.make_node("Conv", ["given", "weights", "bias"], ["made"], **convolution.settings)
    return made([node], {"weights": convolution.weights, "bias": convolution.bias}, inputs)[0, :, 0]


def in_blocks(phases):
    """In memory as onnxruntime's layout has it: [1, channels, 1, time], of which each block is [time, BLOCK]."""
    return phases.reshape(-1, BLOCK, phases.shape[-1]).transpose(0, 2, 1).reshape(1, len(phases), 1, -1)


def put_in_a_row(row, phases):
    blocked = in_blocks(phases)
    identity = helper.make_node("Identity", ["blocked"], ["here"])
    return made([identity, *row.nodes("here", "made", BLOCK)], {"blocked": blocked}, 1)


@pytest.mark.parametrize(
    ("taps", "settings"),
    [
        (16, {"strides": [1, 8], "pads": [0, 4, 0, 4]}),
        (8, {"strides": [1, 4], "pads": [0, 2, 0, 2]}),
        (4, {"strides": [1, 2], "pads": [0, 1, 0, 1]}),
        (7, {"strides": [1, 3], "pads": [0, 2, 0, 2]}),
        (11, {"strides": [1, 5], "pads": [0, 3, 0, 3]}),
        (9, {"strides": [1, 4], "pads": [0, 3, 0, 3], "output_padding": [0, 1]}),
        (5, {"strides": [1, 5], "pads": [0, 0, 0, 0]}),
        (3, {"strides": [1, 1], "pads": [0, 1, 0, 1]}),
    ],
)
def test_an_upsampling_in_phases_makes_what_it_made(taps, settings):
    weights, bias = random(5, 16, 1, taps), random(16)
    node = helper.make_node("ConvTranspose", ["given", "weights", "bias"], ["made"], **settings)
    expected = made([node], {"weights": weights, "bias": bias}, 5)
    convolution = upsampling(weights, bias, settings, BLOCK)
    assert convolution.row.phases == settings["strides"][1]
    assert expected.shape[3] == TIME * convolution.row.phases
    row = put_in_a_row(convolution.row, convolved(convolution, 5))
    assert row.shape == expected.shape
    np.testing.assert_allclose(row, in_blocks(expected[0, :, 0]), atol=1e-5)


@pytest.mark.parametrize("settings", [{"dilations": [1, 2]}, {"group": 2}])
def test_an_upsampling_with_holes_or_in_groups_is_refused(settings):
    with pytest.raises(ValueError, match="holes or is in groups"):
        upsampling(random(4, 8, 1, 4), random(8), {"strides": [1, 2], "pads": [0, 1, 0, 1], **settings}, BLOCK)


def test_several_moments_at_once_are_those_one_by_one():
    weights, bias, pads = random(1, 3, 1, 7), random(1), [0, 3, 0, 3]
    one_by_one = helper.make_node("Conv", ["given", "weights", "bias"], ["made"], pads=pads)
    expected = made([one_by_one], {"weights": weights, "bias": bias}, 3)
    convolution = several_moments(weights, bias, {"pads": pads}, TIME)
    assert convolution.row == Row(1, TIME)
    row = convolved(convolution, 3).T.reshape(-1)
    np.testing.assert_allclose(row, expected[0, 0, 0], atol=1e-5)


def test_of_one_channel_the_phases_are_in_a_row_already():
    phases = random(BLOCK, TIME)
    assert (put_in_a_row(Row(1, BLOCK), phases) == phases.T.reshape(1, 1, 1, -1)).all()


@pytest.mark.parametrize("settings", [{"dilations": [1, 2]}, {"strides": [1, 2]}])
def test_moments_with_holes_or_steps_are_not_made_at_once(settings):
    with pytest.raises(ValueError, match="holes or steps"):
        several_moments(random(1, 3, 1, 7), random(1), {"pads": [0, 3, 0, 3], **settings}, BLOCK)
