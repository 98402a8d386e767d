"""How far a part of a graph looks: which frames a sample depends on, read off its nodes."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from onnx import NodeProto, TensorProto, helper, numpy_helper

POINTWISE = {
    "Abs", "Add", "Cast", "Clip", "ConstantOfShape", "Div", "Elu", "Exp", "Identity", "LeakyRelu", "Mul", "Neg",
    "PRelu", "Pow", "Relu", "Shape", "Sigmoid", "Sin", "Softplus", "Squeeze", "Sub", "Tanh", "Unsqueeze",
}  # fmt: skip
"""Operators that look at one moment only."""
CHANNELS, TIME = 1, 2
"""Axes of a signal."""
ALL = 2**31 - 1
"""At least so much is the end of a slice that has none: what torch writes, as 32 or as 64 bits."""


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


def reach(
    nodes: Iterable[NodeProto], timed: Iterable[str], made: str, constants: Mapping[str, TensorProto]
) -> Reach | None:
    """Of `nodes`, from `timed` to `made`. None when one of them may look anywhere, or changes the length."""
    signals = dict.fromkeys(timed, _Signal(1, Fraction()))
    for node in nodes:
        taken = [signals[name] for name in node.input if name in signals]
        if not taken:
            continue
        given = _through(node, taken, constants)
        if given is None:
            return None
        signals.update(dict.fromkeys(node.output, given))
    return Reach(signals[made].per_frame, math.ceil(signals[made].reach)) if made in signals else None


def _through(node: NodeProto, taken: list[_Signal], constants: Mapping[str, TensorProto]) -> _Signal | None:
    """What becomes of the signals that go into one node."""
    rate, widest = taken[0].per_frame, max(signal.reach for signal in taken)
    if any(signal.per_frame != rate for signal in taken):
        return None
    settings = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    if node.op_type in POINTWISE or _arranges_channels(node, settings, constants):
        return _Signal(rate, widest)
    if node.op_type not in ("Conv", "ConvTranspose") or node.input[1] not in constants:
        return None
    kernel = constants[node.input[1]].dims[2]
    before, after = settings.get("pads", [0, 0])
    stride, dilation = settings.get("strides", [1])[0], settings.get("dilations", [1])[0]
    span = (kernel - 1) * dilation
    if node.op_type == "Conv":
        same_length = stride == 1 and before + after == span
        return _Signal(rate, widest + Fraction(max(before, after), rate)) if same_length else None
    same_length = span + 1 - before - after + settings.get("output_padding", [0])[0] == stride
    return _Signal(rate * stride, widest + Fraction(max(before, span - before), rate * stride)) if same_length else None


def _arranges_channels(node: NodeProto, settings: Mapping[str, object], constants: Mapping[str, TensorProto]) -> bool:
    if node.op_type in ("Concat", "Split"):
        return settings.get("axis") == CHANNELS
    if node.op_type != "Slice" or len(node.input) != 5 or any(name not in constants for name in node.input[1:]):
        return False
    bounds = [numpy_helper.to_array(constants[name]).tolist() for name in node.input[1:]]
    return all(
        axis < TIME or ((start, step) == (0, 1) and end >= ALL) for start, end, axis, step in zip(*bounds, strict=True)
    )
