"""Marks where phases are to be put in a row."""

import numpy as np
from onnx import helper, numpy_helper

from models.piper.marks import Marks

BLOCK = 8


def model():
    """An upsampling to 16 channels, and a convolution to one."""
    arrays = {"up": np.ones((16, 16, 1, 4), np.float32), "last": np.ones((1, 16, 1, 3), np.float32)}
    values = [helper.make_tensor_value_info(name, 1, None) for name in ("given", "made")]
    nodes = [
        helper.make_node("ConvTranspose", ["given", "up"], ["upsampled"], strides=[1, 2], pads=[0, 1, 0, 1]),
        helper.make_node("Relu", ["upsampled"], ["positive"]),
        helper.make_node("Conv", ["positive", "last"], ["made"], pads=[0, 1, 0, 1]),
    ]
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    return helper.make_model(helper.make_graph(nodes, "marks", values[:1], values[1:], tensors))


def operators(nodes):
    return [node.op_type for node in nodes]


def test_convolutions_take_the_place_of_upsamplings_and_of_the_last_one():
    marked = model()
    marks = Marks(marked, BLOCK, hop=16)
    assert operators(marked.graph.node) == ["Conv", "Reshape", "Conv", "Relu", "Conv", "Reshape"]
    assert {node.output[0] for node in marked.graph.node if node.op_type == "Reshape"} == set(marks.made)
    assert {*marks.made} == {"upsampled/row", "made"}


def test_where_samples_do_not_come_in_whole_blocks_they_are_made_one_by_one():
    marked = model()
    assert {*Marks(marked, BLOCK, hop=12).made} == {"upsampled/row"}


def test_rows_take_the_place_of_marks_and_of_the_ways_out_of_the_layout_and_back():
    marked = model()
    marks = Marks(marked, BLOCK, hop=16)
    wide, mark, _, relu, several, last = marked.graph.node
    layout = "com.microsoft.nchwc"
    wide.output[0], several.input[0], several.output[0] = "wide", "positive", "several"
    nodes = [
        wide,
        helper.make_node("ReorderOutput", ["wide"], ["upsampled/phases"], domain=layout),
        mark,
        helper.make_node("ReorderInput", ["upsampled/row"], ["entered"], domain=layout),
        helper.make_node("Conv", ["entered", "same"], ["upsampled"], domain=layout),
        relu,
        several,
        helper.make_node("ReorderOutput", ["several"], ["made/phases"], domain=layout),
        last,
    ]
    replaced = [node for node in marks.replaced(nodes) if node.op_type != "Constant"]
    row = ["Reshape", "Split", "Concat", "Reshape", "Slice", "Reshape"]
    assert operators(replaced) == ["Conv", *row, "Relu", "Conv", "Reshape"]
    assert (replaced[1].input[0], replaced[6].output[0]) == ("wide", "upsampled")
    assert (replaced[9].input[0], replaced[9].output[0]) == ("several", "made")
