"""Weights that a file keeps in 16 bits: half the bytes of a voice, which sounds the same and runs in 32 bits."""

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

SMALL = 256
"""Weights of so few numbers stay as they are."""


def narrowed(model: ModelProto) -> ModelProto:
    """The same graph with its large weights in float16, each with a Cast behind it. Changes the model."""
    graph, casts = model.graph, []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) > SMALL:
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}_16")
            casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
            tensor.CopyFrom(half)
    _replace(model, [*casts, *graph.node])
    return model


def widened(model: ModelProto) -> ModelProto:
    """The same graph with such weights in float32 and without those Casts. Changes the model."""
    halves = {tensor.name: tensor for tensor in model.graph.initializer if tensor.data_type == TensorProto.FLOAT16}
    kept = []
    for node in model.graph.node:
        if node.op_type == "Cast" and node.input[0] in halves and node.attribute[0].i == TensorProto.FLOAT:
            whole = numpy_helper.to_array(halves[node.input[0]]).astype(np.float32)
            model.graph.initializer.append(numpy_helper.from_array(whole, node.output[0]))
        else:
            kept.append(node)
    _replace(model, kept)
    return model


def _replace(model: ModelProto, nodes: list[NodeProto]) -> None:
    del model.graph.node[:]
    model.graph.node.extend(nodes)
