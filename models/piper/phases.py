"""Convolutions that make several moments at once, each in channels of its own: the phases of these moments.

An upsampling by s is a convolution that makes s moments of each, which are put in a row afterwards (Shi et al. 2016,
arXiv:1609.05158, section 3.2). And a convolution that makes one channel, for which a layout in blocks of channels
computes a whole block, can make as many moments instead.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, helper

from models.piper.adding import Adding

Weights = NDArray[Any]
Settings = dict[str, Any]
"""Of a node, by name."""
UNTIL_THE_END = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """Phases to be put in a row."""

    channels: int
    phases: int
    before: int = 0
    after: int = 0
    """Moments at either end that are too many."""

    def nodes(self, given: str, made: str, block: int) -> list[NodeProto]:
        """For phases in blocks, in memory [channels / block, phases, time, block], or [time, phases] if one channel.

        What they make is in such blocks too, or the only channel as it is.
        """
        add = Adding(made)
        if self.channels == 1:
            add("Reshape", given, add.numbers(1, 1, 1, -1), made=made)
            return add.nodes
        several = add("Reshape", given, add.numbers(self.channels // block, self.phases, -1, block))
        # Faster than Transpose, which copies every few numbers by themselves.
        phases = [f"{made}/phase/{phase}" for phase in range(self.phases)]
        add.nodes.append(helper.make_node("Split", [several, add.numbers(*[1] * self.phases)], phases, axis=1))
        row = add("Reshape", add("Concat", *phases, axis=3), add.numbers(self.channels // block, -1, block))
        ends = add.numbers(self.before), add.numbers(-self.after or UNTIL_THE_END)
        add("Reshape", add("Slice", row, *ends, add.numbers(1)), add.numbers(1, self.channels, 1, -1), made=made)
        return add.nodes


@dataclass(frozen=True, slots=True)
class Convolution:
    """One over planes, and what puts in a row what it makes."""

    weights: Weights
    """[channels * phases, inputs, 1, taps]"""
    bias: Weights
    """[channels * phases]"""
    settings: Settings
    row: Row


def upsampling(weights: Weights, bias: Weights, settings: Settings, block: int) -> Convolution:
    """Of a ConvTranspose with weights [inputs, channels, 1, taps]. Channels are ordered by block, phase, place in it.

    Raises ValueError for one with holes or in groups.
    """
    inputs, channels, _, taps = weights.shape
    phases, (_, before, _, after) = settings["strides"][-1], settings["pads"]
    if set(settings.get("dilations", [1])) != {1} or settings.get("group", 1) != 1:
        raise ValueError("one of its upsamplings has holes or is in groups")
    near = -(-taps // phases)  # moments that one is made of
    whole = np.pad(weights[:, :, 0], [(0, 0), (0, 0), (0, near * phases - taps)])
    parts = whole.reshape(inputs, channels // block, block, near, phases)
    return Convolution(
        # The first that a convolution looks at is the one that reaches farthest ahead in time.
        parts.transpose(1, 4, 2, 0, 3)[..., ::-1].reshape(channels * phases, inputs, 1, near),
        np.repeat(bias.reshape(-1, 1, block), phases, 1).reshape(-1),
        {"pads": [0, near - 1, 0, near - 1]},
        Row(channels, phases, before, near * phases - taps + after - settings.get("output_padding", [0])[-1]),
    )


def several_moments(weights: Weights, bias: Weights, settings: Settings, moments: int) -> Convolution:
    """Of a Conv with weights [1, inputs, 1, taps] that keeps the length, which must be a multiple of `moments`.

    Raises ValueError for one with holes or steps.
    """
    if {*settings.get("dilations", [1]), *settings.get("strides", [1])} != {1}:
        raise ValueError("its last convolution has holes or steps")
    shifted = [np.pad(weights[0], [(0, 0), (0, 0), (moment, moments - 1 - moment)]) for moment in range(moments)]
    return Convolution(
        np.stack(shifted),
        np.repeat(bias, moments),
        {"pads": settings["pads"], "strides": [1, moments]},
        Row(1, moments),
    )
