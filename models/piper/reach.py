"""How far a vocoder looks: which frames a sample depends on, read off its graph."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from onnx import NodeProto, TensorProto, helper

POINTWISE = {
    "Abs", "Add", "Cast", "Clip", "Div", "Elu", "Exp", "Identity", "LeakyRelu", "Mul", "Neg", "PRelu", "Pow",
    "Relu", "Sigmoid", "Sin", "Softplus", "Squeeze", "Sub", "Tanh", "Unsqueeze",
}  # fmt: skip
"""Operators that look at one moment only."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Samples per frame, and how many frames to either side of its own a sample depends on."""

    hop: int
    frames: int


@dataclass(frozen=True, slots=True)
class _Signal:
    per_frame: int
    reach: Fraction
    """Frames."""


def reach(nodes: Iterable[NodeProto], frames: str, samples: str, weights: Mapping[str, TensorProto]) -> Reach | None:
    """Of `nodes`, from `frames` to `samples`. None when one of them may look anywhere, or changes the length."""
    signals = {frames: _Signal(1, Fraction())}
    for node in nodes:
        taken = [signals[name] for name in node.input if name in signals]
        if not taken:
            continue
        made = _through(node, taken, weights)
        if made is None:
            return None
        signals.update(dict.fromkeys(node.output, made))
    return Reach(signals[samples].per_frame, math.ceil(signals[samples].reach)) if samples in signals else None


def _through(node: NodeProto, taken: list[_Signal], weights: Mapping[str, TensorProto]) -> _Signal | None:
    """What becomes of the signals that go into one node."""
    rate, widest = taken[0].per_frame, max(signal.reach for signal in taken)
    if any(signal.per_frame != rate for signal in taken):
        return None
    if node.op_type in POINTWISE:
        return _Signal(rate, widest)
    if node.op_type not in ("Conv", "ConvTranspose") or node.input[1] not in weights:
        return None
    settings = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    kernel = weights[node.input[1]].dims[2]
    before, after = settings.get("pads", [0, 0])
    stride, dilation = settings.get("strides", [1])[0], settings.get("dilations", [1])[0]
    span = (kernel - 1) * dilation
    if node.op_type == "Conv":
        same_length = stride == 1 and before + after == span
        return _Signal(rate, widest + Fraction(max(before, after), rate)) if same_length else None
    same_length = span + 1 - before - after + settings.get("output_padding", [0])[0] == stride
    return _Signal(rate * stride, widest + Fraction(max(before, span - before), rate * stride)) if same_length else None
