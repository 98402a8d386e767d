"""Reach of parts, from small graphs with known answers."""

import numpy as np
import pytest
from onnx import helper, numpy_helper

from models.piper.reach import Reach, reach

pytestmark = pytest.mark.cluster


def weight(name: str, kernel: int):
    return numpy_helper.from_array(np.ones((1, 1, kernel), np.float32), name)


def conv(frm: str, to: str, kernel: int, dilation: int = 1, pad: int | None = None):
    pad = (kernel - 1) * dilation // 2 if pad is None else pad
    return helper.make_node("Conv", [frm, f"w{kernel}"], [to], dilations=[dilation], pads=[pad, pad])


def up(frm: str, to: str, kernel: int, stride: int):
    pad = (kernel - stride) // 2
    return helper.make_node("ConvTranspose", [frm, f"w{kernel}"], [to], strides=[stride], pads=[pad, pad])


def cut(start: int, end: int, axis: int):
    return helper.make_node("Slice", ["z", str(start), str(end), str(axis), "1"], ["y"])


ALL = 2**63 - 1
CONSTANTS = {f"w{kernel}": weight(f"w{kernel}", kernel) for kernel in (3, 7, 8, 16)}
CONSTANTS |= {str(number): numpy_helper.from_array(np.array([number])) for number in (-1, 0, 1, 2, 8, ALL)}


@pytest.mark.parametrize(
    ("nodes", "wanted"),
    [
        ([conv("z", "y", 7)], Reach(1, 3)),
        ([conv("z", "a", 7), conv("a", "y", 3, dilation=12)], Reach(1, 15)),
        ([up("z", "y", 16, 8)], Reach(8, 2)),
        ([up("z", "a", 16, 8), conv("a", "y", 7, dilation=12)], Reach(8, 6)),
        ([conv("z", "a", 7), helper.make_node("Add", ["a", "z"], ["y"])], Reach(1, 3)),
        ([conv("z", "y", 7, pad=0)], None),
        ([helper.make_node("Softmax", ["z"], ["y"])], None),
        ([up("z", "a", 16, 8), helper.make_node("Add", ["a", "z"], ["y"])], None),
        ([conv("other", "y", 7)], None),
        ([helper.make_node("Concat", ["z", "z"], ["y"], axis=1)], Reach(1, 0)),
        ([helper.make_node("Concat", ["z", "z"], ["y"], axis=2)], None),
        ([cut(0, 8, 1)], Reach(1, 0)),
        ([cut(0, ALL, 2)], Reach(1, 0)),
        ([cut(0, 8, 2)], None),
        ([cut(-1, ALL, 2)], None),
        ([cut(0, 3, 1)], None),
    ],
    ids=[
        "conv",
        "dilated",
        "up",
        "up and conv",
        "skip",
        "shrinks",
        "looks anywhere",
        "two rates",
        "not of frames",
        "channels",
        "in time",
        "some channels",
        "all times",
        "the beginning",
        "the end",
        "not constant",
    ],
)
def test_reach(nodes, wanted):
    assert reach(nodes, {"z"}, "y", CONSTANTS) == wanted
