"""Marks in a graph where phases are to be put in a row, which can only be done when onnxruntime has arranged the rest.

A mark is a Reshape that is none. Where the signal goes on in blocks of channels, a convolution that changes nothing
follows it, for onnxruntime to begin its layout there. What it puts around a mark to leave its layout and to enter it
again goes with the mark.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from onnx import ModelProto, NodeProto, helper, numpy_helper

from models.piper.nodes import put
from models.piper.phases import Convolution, Row, Weights, several_moments, upsampling

WEIGHTS, BIAS = 1, 2
"""Inputs of a convolution."""


class Marks:
    """In a graph over planes, which it changes: convolutions take the place of upsamplings and of the last convolution.

    `block` is how many channels a block will have, `hop` how many samples the graph makes of a moment. The last
    convolution makes a block of them at once where they come in whole blocks. Raises ValueError for an upsampling with
    holes or in groups.
    """

    def __init__(self, model: ModelProto, block: int, hop: int) -> None:
        self._model, self._block, self._hop = model, block, hop
        self._arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
        self._rows = dict[str, Row]()
        put(model, [changed for node in model.graph.node for changed in self._changed(node)])

    @property
    def made(self) -> Collection[str]:
        """What the marks make, by which they are known."""
        return self._rows.keys()

    def replaced(self, nodes: Sequence[NodeProto]) -> list[NodeProto]:
        """`nodes` of the arranged graph with rows in place of marks."""
        makers = {name: node for node in nodes for name in node.output}
        takers = {name: node for node in nodes for name in node.input}
        kept, gone = list[NodeProto](), list[NodeProto]()
        for node in nodes:
            row = self._rows.get(node.output[0])
            if row is None:
                kept.append(node)
                continue
            leaving, last = makers[node.input[0]], node
            if row.channels > 1:
                entering = takers[node.output[0]]
                last = takers[entering.output[0]]
                gone += [entering, last]
            gone.append(leaving)
            kept += row.nodes(leaving.input[0], last.output[0], self._block)
        return [node for node in kept if node not in gone]

    def _changed(self, node: NodeProto) -> Iterable[NodeProto]:
        if node.op_type not in ("Conv", "ConvTranspose") or node.input[WEIGHTS] not in self._arrays:
            return [node]
        weights = self._arrays[node.input[WEIGHTS]]
        settings = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        if node.op_type == "ConvTranspose":
            return self._marked(node, upsampling(weights, self._bias(node, weights.shape[1]), settings, self._block))
        if len(weights) > 1 or self._hop % self._block:
            return [node]
        return self._marked(node, several_moments(weights, self._bias(node, 1), settings, self._block))

    def _bias(self, node: NodeProto, channels: int) -> Weights:
        return self._arrays[node.input[BIAS]] if len(node.input) > BIAS else np.zeros(channels, np.float32)

    def _marked(self, node: NodeProto, convolution: Convolution) -> Iterable[NodeProto]:
        """A convolution in place of `node`, and its mark."""
        (made,), channels, taps = node.output, convolution.row.channels, convolution.weights.shape[2:]
        phases, mark = f"{made}/phases", made if channels == 1 else f"{made}/row"
        weights, bias = self._add(f"{made}/weights", convolution.weights), self._add(f"{made}/bias", convolution.bias)
        yield helper.make_node(
            "Conv", [node.input[0], weights, bias], [phases], kernel_shape=taps, **convolution.settings
        )
        yield helper.make_node("Reshape", [phases, self._add(f"{made}/shape", np.array([1, channels, 1, -1]))], [mark])
        self._rows[mark] = convolution.row
        if mark != made:
            same = self._add(f"{made}/same", np.ones((channels, 1, 1, 1), np.float32))
            yield helper.make_node("Conv", [mark, same], [made], group=channels, kernel_shape=[1, 1])

    def _add(self, name: str, array: Weights) -> str:
        self._model.graph.initializer.append(numpy_helper.from_array(array, name))
        return name
