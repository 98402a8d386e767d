"""Nodes that are added to a graph, without a name to think of for each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper


class Adding:
    """Nodes, one after the other, for what is called `base` in the end."""

    def __init__(self, base: str) -> None:
        self.nodes = list[NodeProto]()
        self._base = base

    def __call__(self, operator: str, *inputs: str, made: str = "", **settings: Any) -> str:
        """What it makes: `made`, or a name of its own."""
        made = made or f"{self._base}/{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [made], **settings))
        return made

    def constant(self, array: NDArray[Any]) -> str:
        return self("Constant", value=numpy_helper.from_array(array))

    def numbers(self, *numbers: int) -> str:
        return self.constant(np.array(numbers))
