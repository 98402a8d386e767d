"""A Piper voice's graph for Triton's onnxruntime backend, without any Python there: rows in batches.

Rows are padded, and how long each became is an output beside the samples. Each has a rate and a seed of its own. Graphs
cannot draw from a seed, so noise is read from a table, from a place that the seed says: a row repeats, though it is not
what the engine piper says from that seed. A vocoder looks a little beyond a row's end, where padding is not what is
there without: the last tenth of a second, at most, sounds otherwise in a batch.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from models.piper.description import Description
from models.piper.nodes import RANDOM, needs
from models.triton.contract import MANNER, OUTPUTS, SPEAKER, SYMBOLS, Tensor

NOISE = 2**20
"""Numbers in the table: 4 MB, a minute of a medium voice."""
SCATTER = 0x9E3779B1
"""Seeds in a row begin so many places apart; odd, so that any place may be one's beginning."""

FLAT = {SYMBOLS[1].name, SPEAKER.name}
"""Inputs that are [rows, 1] here and [rows] in the voice's graph."""


def batched(model: ModelProto, description: Description) -> ModelProto:
    """With inputs and outputs as the contract has them. Raises ValueError when it is no VITS voice."""
    return Rewriting(model, description).done()


class Rewriting:
    """One graph, written anew node by node."""

    def __init__(self, model: ModelProto, description: Description) -> None:
        self._model, self._description = ModelProto(), description
        self._model.CopyFrom(model)
        self._constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self._nodes: list[NodeProto] = []
        self._whole = ""
        """Frames that each symbol lasts: [rows, 1, symbols]."""

    def done(self) -> ModelProto:
        """The graph that makes the same of several rows."""
        graph = self._model.graph
        given = (*SYMBOLS, *MANNER, *(SPEAKER for value in graph.input if value.name == SPEAKER.name))
        self._prepare([tensor.name for tensor in given])
        for node in graph.node:
            self._take(node)
        self._finish(graph.output[0].name)
        used = {name for node in self._nodes for name in needs(node)}
        made = helper.make_graph(
            self._nodes,
            "rows",
            [_value(tensor) for tensor in given],
            [_value(tensor) for tensor in OUTPUTS],
            [tensor for name, tensor in self._constants.items() if name in used],
        )
        graph.CopyFrom(made)
        onnx.checker.check_model(self._model)
        return self._model

    def _prepare(self, given: list[str]) -> None:
        """What every row has of its own, as [rows, 1, 1]."""
        inference = self._description.inference
        scales = np.array([inference.noise_scale, 1, inference.noise_w], np.float32)
        self._constant(scales, "scales")  # noise; durations are scaled by row
        self._noise = self._constant(np.random.default_rng(0).standard_normal(NOISE, np.float32))
        for name in FLAT.intersection(given):
            self._add("Reshape", [name, self._constant(np.array([-1]))], _flat(name))
        by_row = self._constant(np.array([-1, 1, 1]))
        rate, seed = (self._add("Reshape", [tensor.name, by_row]) for tensor in MANNER)
        self._lasting = self._add("Div", [self._constant(np.float32(inference.length_scale)), rate])
        within = self._add("Mod", [seed, self._constant(np.int64(NOISE))])
        self._begin = self._add("Mul", [within, self._constant(np.int64(SCATTER))])

    def _take(self, node: NodeProto) -> None:
        """A node of the voice's graph."""
        if node.op_type in RANDOM:
            self._read_noise(node)
            return
        node.input[:] = [_flat(name) if name in FLAT else name for name in node.input]
        if node.op_type == "Ceil":
            node.input[0] = self._add("Mul", [node.input[0], self._lasting])
            self._whole = node.output[0]
        self._nodes.append(node)

    def _read_noise(self, node: NodeProto) -> None:
        """[rows, channels, time]: all channels of a moment, then of the next; each node from a place of its own."""
        if not node.input:
            raise ValueError("it draws noise of one length, whatever it says")
        size, zero, one = self._add("Shape", [node.input[0]]), self._integer(0), self._integer(1)
        channels, time = (self._add("Gather", [size, self._integer(axis)]) for axis in (1, 2))
        moments = self._add("Mul", [self._add("Range", [zero, time, one]), channels])
        column = self._constant(np.array([1]))
        numbers = self._add("Unsqueeze", [self._add("Range", [zero, channels, one]), column])
        begin = self._add("Add", [self._begin, self._integer(len(self._nodes) * SCATTER // 2)])
        places = self._add("Add", [self._add("Add", [moments, numbers]), begin])
        self._add("Gather", [self._noise, self._add("Mod", [places, self._integer(NOISE)])], node.output[0])

    def _finish(self, samples: str) -> None:
        """Samples as [rows, samples], and how many are a row's: at least one frame's, as in VITS."""
        if not self._whole:
            raise ValueError("it rounds no durations up")
        self._add("Reshape", [f"{samples}/shaped", self._constant(np.array([0, -1]))], OUTPUTS[0].name)
        for node in self._nodes[:-1]:
            node.output[:] = [f"{samples}/shaped" if name == samples else name for name in node.output]
        frames = self._add("ReduceSum", [self._whole, self._constant(np.array([1, 2]))], keepdims=0)
        least = self._add("Max", [frames, self._constant(np.float32(1))])
        lengths = self._add("Mul", [least, self._constant(np.float32(self._description.hop_length))])
        whole = self._add("Cast", [lengths], to=TensorProto.INT64)
        self._add("Reshape", [whole, self._constant(np.array([-1, 1]))], OUTPUTS[1].name)

    def _integer(self, value: int) -> str:
        return self._constant(np.int64(value))

    def _constant(self, value: NDArray[np.generic] | np.generic, name: str = "") -> str:
        name = name or f"rows/constant/{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def _add(self, operator: str, inputs: list[str], made: str = "", **settings: Any) -> str:
        made = made or f"rows/{operator}/{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [made], **settings))
        return made


def _flat(name: str) -> str:
    return f"{name}/flat"


def _value(tensor: Tensor) -> ValueInfoProto:
    element = {"TYPE_INT64": TensorProto.INT64, "TYPE_FP32": TensorProto.FLOAT}[tensor.data_type]
    dims = [tensor.name if dim == -1 else dim for dim in tensor.dims]
    return helper.make_tensor_value_info(tensor.name, element, ["rows", *dims])
