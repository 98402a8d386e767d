"""Attention that minds how far apart two symbols are if they are close, made of products for those that are close.

VITS (Kim et al. 2021) attends with the relative positions of Shaw et al. 2018 (arXiv:1803.02155), clipped at 4 symbols.
As it is written, and so exported, it pads the vectors for these 9 distances with zeros to nearly two per symbol,
multiplies with all of them, and then moves what it has from distances to places or back. What is made here is the same
but for rounding, of any number of symbols.
"""

from collections.abc import Sequence
from copy import deepcopy

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper

from models.piper.adding import Adding
from models.piper.nodes import Nodes, put

Vectors = NDArray[np.float32]

PADDED = ["Slice", "Unsqueeze"]
"""What vectors pass through, padded, before they are multiplied; those for keys are transposed then."""
TO_PLACES = ["Pad", "Reshape", "Pad", "Reshape", "Slice", "Slice"]
TO_DISTANCES = ["Pad", "Reshape", "Pad", "Reshape", "Slice"]
RANK = 3
"""Of vectors: [1 or heads, distances, channels]."""
SYMBOLS = 2
"""An axis of queries and of weights."""


def narrowed(model: ModelProto) -> ModelProto:
    """`model` with such attention made of few products. Whatever looks different is left as it is."""
    changed = deepcopy(model)
    graph = _Graph(changed)
    put(changed, [one for node in graph.nodes.all for one in graph.instead(node)])
    put(changed, Nodes(changed).behind(graph.nodes.outputs, set()))
    return changed


class _Graph:
    """Knows what takes the place of which node."""

    def __init__(self, model: ModelProto) -> None:
        self.nodes = Nodes(model)
        self._instead = dict[str, Sequence[NodeProto]]()
        """By what it makes."""
        for node in self.nodes.all:
            vectors = self.nodes.weights.get(node.input[0]) if node.op_type == "Pad" else None
            if vectors is not None and len(vectors.dims) == RANK and vectors.dims[1] > 1 and vectors.dims[1] % 2:
                self._narrow(node, numpy_helper.to_array(vectors))

    def instead(self, node: NodeProto) -> Sequence[NodeProto]:
        return self._instead.get(node.output[0], [node]) if node.output else [node]

    def _narrow(self, padded: NodeProto, vectors: Vectors) -> None:
        taken = self._through(padded.output[0], PADDED)
        keys = self._product(self._through(taken, ["Transpose"]))
        places = self._through(keys.output[0], TO_PLACES) if keys else None
        if keys and places:
            self._instead[places] = _scores(keys.input[0], vectors, places)
        values = self._product(taken)
        weights = self._before(values.input[0], TO_DISTANCES) if values else None
        if values and weights:
            self._instead[values.output[0]] = _mixed(weights, vectors, values.output[0])

    def _product(self, name: str | None) -> NodeProto | None:
        """With `name` on its right."""
        takers = self._takers(name)
        fits = len(takers) == 1 and takers[0].op_type == "MatMul" and takers[0].input[1] == name
        return takers[0] if fits else None

    def _through(self, name: str | None, operators: Sequence[str]) -> str | None:
        """What these make of it, one after the other, if nothing else is made of it on the way."""
        for operator in operators:
            takers = self._takers(name)
            if len(takers) != 1 or takers[0].op_type != operator or takers[0].input[0] != name:
                return None
            name = takers[0].output[0]
        return name

    def _before(self, name: str, operators: Sequence[str]) -> str | None:
        """What these made it of."""
        for operator in reversed(operators):
            node = self.nodes.maker(name)
            if node is None or node.op_type != operator:
                return None
            name = node.input[0]
        return name

    def _takers(self, name: str | None) -> list[NodeProto]:
        """Nodes that read it, but for those that only ask for its shape."""
        return [node for node in self.nodes.all if name and name in node.input and node.op_type != "Shape"]


def _scores(queries: str, vectors: Vectors, made: str) -> list[NodeProto]:
    """[rows, heads, symbols, symbols]: products of `queries`, [rows, heads, symbols, channels], with what is near.

    Products are by distance, [..., symbols, distances]. Behind each row as many zeros as there are symbols make every
    next row begin one place later when rows are then cut one number shorter, which is by place.
    """
    window, add = vectors.shape[1] // 2, Adding(made)
    symbols = add("Gather", add("Shape", queries), add.numbers(SYMBOLS), axis=0)
    near = add("MatMul", queries, add.constant(np.ascontiguousarray(vectors.transpose(0, 2, 1))))
    wide = add("Pad", near, add("Concat", add.numbers(*[0] * 7), symbols, axis=0))
    flat = add("Reshape", wide, add.numbers(0, 0, -1))
    cut = add("Slice", flat, add.numbers(0), add("Neg", symbols), add.numbers(2))
    shifted = add("Reshape", cut, add("Concat", add.numbers(0, 0), symbols, add.numbers(-1), axis=0))
    add("Slice", shifted, add.numbers(window), add.numbers(-window), add.numbers(3), made=made)
    return add.nodes


def _mixed(weights: str, vectors: Vectors, made: str) -> list[NodeProto]:
    """[rows, heads, symbols, channels]: vectors of what is near by `weights`, [rows, heads, symbols, symbols].

    The way back: rows one number longer, so that every next one begins one place earlier.
    """
    window, add = vectors.shape[1] // 2, Adding(made)
    symbols = add("Gather", add("Shape", weights), add.numbers(SYMBOLS), axis=0)
    wide = add("Pad", weights, add.numbers(0, 0, 0, window, 0, 0, 0, window))
    flat = add("Reshape", wide, add.numbers(0, 0, -1))
    longer = add("Pad", flat, add("Concat", add.numbers(*[0] * 5), symbols, axis=0))
    shifted = add("Reshape", longer, add("Concat", add.numbers(0, 0), symbols, add.numbers(-1), axis=0))
    near = add("Slice", shifted, add.numbers(0), add.numbers(vectors.shape[1]), add.numbers(3))
    add("MatMul", near, add.constant(vectors), made=made)
    return add.nodes
