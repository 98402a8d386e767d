"""Nodes of a small graph: x -> a -> b -> y, with noise, a weight, and a graph inside a node."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models.piper.nodes import Nodes, needs

pytestmark = pytest.mark.cluster


@pytest.fixture
def nodes():
    inside = helper.make_graph(
        [helper.make_node("Add", ["b", "noise"], ["i"]), helper.make_node("Neg", ["i"], ["j"])],
        "inside",
        [],
        [helper.make_tensor_value_info("j", TensorProto.FLOAT, None)],
    )
    all_nodes = [
        helper.make_node("Neg", ["x"], ["a"]),
        helper.make_node("RandomNormalLike", ["a"], ["noise"]),
        helper.make_node("Mul", ["a", "w"], ["b"]),
        helper.make_node("Cast", ["a"], ["flag"], to=TensorProto.BOOL),
        helper.make_node("If", ["flag"], ["y"], then_branch=inside, else_branch=inside),
    ]
    graph = helper.make_graph(
        all_nodes,
        "whole",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
        [numpy_helper.from_array(np.ones(1, np.float32), "w")],
    )
    return Nodes(onnx.shape_inference.infer_shapes(helper.make_model(graph)))


def operators(found) -> list[str]:
    return [node.op_type for node in found]


def test_behind(nodes):
    assert operators(nodes.behind(["b"], set())) == ["Neg", "Mul"]
    assert operators(nodes.behind(["b"], {"a"})) == ["Mul"]
    assert operators(nodes.behind(["y"], {"a"})) == ["RandomNormalLike", "Mul", "Cast", "If"]


def test_ahead(nodes):
    assert nodes.ahead("b") == {"b", "y"}
    assert nodes.ahead("a") == {"a", "b", "flag", "y"}


def test_a_node_needs_what_the_graphs_inside_it_need(nodes):
    assert set(needs(nodes.maker("y"))) == {"flag", "b", "noise"}
    assert nodes.maker("x") is None


def test_a_part_takes_what_it_does_not_make(nodes):
    part = nodes.part(nodes.behind(["y"], {"a"}), ["y"])
    assert part.noise == "noise"
    assert set(part.inputs) == {"a", "noise"}
    assert [tensor.name for tensor in part.model.graph.initializer] == ["w"]
    assert {value.type.tensor_type.elem_type for value in part.model.graph.input} == {TensorProto.FLOAT}
    assert nodes.part(nodes.behind(["b"], set()), ["b"]).inputs == ("x",)
