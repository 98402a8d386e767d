"""A graph over signals in time as one over planes of height 1, at whose convolutions onnxruntime is faster.

It computes convolutions over two axes in blocks of channels, its layout "NCHWc"; over one axis it copies every signal
into a matrix first. The sums are the same, in another order.
"""

from collections.abc import Collection
from copy import deepcopy

import numpy as np
from onnx import ModelProto, NodeProto, helper, numpy_helper

CONVOLUTIONS = {"Conv", "ConvTranspose"}
POINTWISE = {"Add", "Div", "Identity", "LeakyRelu", "Mul", "Relu", "Sub", "Tanh"}
HEIGHT, RANK = 2, 3
"""Where a signal, [rows, channels, time], gets its new axis."""
SETTINGS = {"dilations": 1, "kernel_shape": 1, "output_padding": 0, "strides": 1}
"""Of a convolution, and what they are along that axis."""


def planar(model: ModelProto, timed: Collection[str]) -> ModelProto:
    """`model`, of whose inputs those in `timed` change with time, made of planes inside. Outside it is as before."""
    planes = _Planes(deepcopy(model), timed)
    return planes.finished()


class _Planes:
    """Rewrites a graph node by node. What is the same at every moment stays as it is, and so does what it knows not."""

    def __init__(self, model: ModelProto, timed: Collection[str]) -> None:
        self._model, self._given = model, list(model.graph.node)
        self._weights = {tensor.name: tensor for tensor in model.graph.initializer}
        self._constants = self._weights | {
            node.output[0]: helper.get_attribute_value(node.attribute[0])
            for node in self._given
            if node.op_type == "Constant"
        }
        self._timed, self._planes, self._flat = set(timed), set[str](), set(timed)
        self._nodes: list[NodeProto] = []

    def finished(self) -> ModelProto:
        for node in self._given:
            self._rewrite(node)
        for value in self._model.graph.output:
            self._flatten(value.name)
        del self._model.graph.node[:]
        self._model.graph.node.extend(self._nodes)
        self._model.graph.initializer.append(numpy_helper.from_array(np.array([HEIGHT]), "planes/axis"))
        return self._model

    def _rewrite(self, node: NodeProto) -> None:
        timed = self._timed.intersection(node.input)
        self._timed.update(node.output if timed else ())
        if timed and node.op_type in CONVOLUTIONS and node.input[1] in self._weights:
            self._convolve(node)
        elif timed and node.op_type in POINTWISE and all(map(self._fits, node.input)):
            self._in_planes(node, [self._plane(name) for name in node.input])
        else:
            for name in node.input:
                self._flatten(name)
            self._nodes.append(node)
            self._flat.update(node.output)

    def _fits(self, name: str) -> bool:
        """Whether it may meet planes, because it can become one or is a number."""
        return name in self._timed or (name in self._constants and not self._constants[name].dims)

    def _convolve(self, node: NodeProto) -> None:
        weights = self._weights[node.input[1]]
        if len(weights.dims) == RANK:  # for several nodes may have the same
            weights.dims.insert(HEIGHT, 1)
        for attribute in node.attribute:
            if attribute.name == "pads":
                before, after = attribute.ints
                attribute.ints[:] = [0, before, 0, after]
            elif attribute.name in SETTINGS:
                attribute.ints.insert(0, SETTINGS[attribute.name])
        self._in_planes(node, [self._plane(node.input[0]), *node.input[1:]])

    def _in_planes(self, node: NodeProto, inputs: list[str]) -> None:
        self._planes.update(node.output)
        node.input[:] = inputs
        node.output[:] = [_planar(name) for name in node.output]
        self._nodes.append(node)

    def _plane(self, name: str) -> str:
        if name not in self._timed:
            return name
        if name not in self._planes:
            self._planes.add(name)
            self._nodes.append(helper.make_node("Unsqueeze", [name, "planes/axis"], [_planar(name)]))
        return _planar(name)

    def _flatten(self, name: str) -> None:
        if name in self._planes and name not in self._flat:
            self._flat.add(name)
            self._nodes.append(helper.make_node("Squeeze", [_planar(name), "planes/axis"], [name]))


def _planar(name: str) -> str:
    return f"{name}/plane"
