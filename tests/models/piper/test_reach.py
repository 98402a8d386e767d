"""Reach of vocoders, from small graphs with known answers."""

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


WEIGHTS = {f"w{kernel}": weight(f"w{kernel}", kernel) for kernel in (3, 7, 8, 16)}


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
    ],
    ids=["conv", "dilated", "up", "up and conv", "skip", "shrinks", "looks anywhere", "two rates", "not of frames"],
)
def test_reach(nodes, wanted):
    assert reach(nodes, "z", "y", WEIGHTS) == wanted
