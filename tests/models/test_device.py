"""Devices by name."""

import pytest
import torch

from models.device import device
from models.errors import EngineUnavailable


def test_a_cpu_is_always_there():
    assert device("xtts", "cpu", 0.5) == torch.device("cpu")


def test_auto_is_what_there_is():
    assert device("xtts", "auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


def test_a_gpu_that_is_not_there_is_told_with_the_remedy():
    with pytest.raises(EngineUnavailable, match="no device 'cuda:99' here; write `device: auto`"):
        device("xtts", "cuda:99")


@pytest.mark.parametrize("name", ["", "gpu", "tpu", "cuda:x", "meta"])
def test_what_is_no_device_is_refused(name):
    with pytest.raises(ValueError, match="auto, cpu, cuda"):
        device("xtts", name)


@pytest.mark.parametrize("fraction", [0, -0.1, 1.01])
def test_what_is_no_share_is_refused(fraction):
    with pytest.raises(ValueError, match="memory_fraction"):
        device("xtts", "cpu", fraction)
