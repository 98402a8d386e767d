"""Devices by name."""

import numpy as np
import pytest
import torch
from torch.cuda._utils import _get_device_index

from models.device import device, numbers, sent
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


def test_a_gpu_without_a_compiler_is_told_with_the_remedy(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    assert device("xtts", "auto").type == "cuda"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineUnavailable, match="install gcc"):
        device("xtts", "auto")


def test_halves_are_for_gpus_unless_someone_wants_them():
    cpu, gpu = torch.device("cpu"), torch.device("cuda")
    assert [numbers(gpu, name) for name in ("auto", "float32")] == [torch.float16, torch.float32]
    assert [numbers(cpu, name) for name in ("auto", "float16")] == [torch.float32, torch.float16]
    with pytest.raises(ValueError, match="auto, float32 or float16"):
        numbers(cpu, "int8")


def test_numbers_arrive_whatever_becomes_of_them_here():
    where = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    given = np.arange(6).reshape(2, 3)
    there = sent(given.T, where)
    assert there.device.type == where.type
    assert there.tolist() == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize(("name", "index"), [("auto", 0), ("cuda", 0), ("cuda:1", 1)])
def test_a_share_is_taken_of_the_gpu_that_was_chosen(monkeypatch, name, index):
    """In the terms of torch's own function, which wants to know which."""
    taken = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(
        torch.cuda, "set_per_process_memory_fraction", lambda share, it: taken.append((share, _get_device_index(it)))
    )
    device("xtts", name, 0.5)
    assert taken == [(0.5, index)]
