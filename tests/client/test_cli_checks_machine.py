"""Checks of the machine."""

import os
import platform
import shutil
from types import SimpleNamespace

import pytest

from declaim.cli.checks import machine
from declaim.cli.checks.machine import GIB, check_cpu, check_disk, check_gpu, check_memory, check_python


@pytest.mark.parametrize(
    ("version", "status"), [("3.10.14", "fail"), ("3.11.0", "ok"), ("3.14.1", "ok"), ("4.0.0", "ok")]
)
def test_python(monkeypatch, version, status):
    monkeypatch.setattr(platform, "python_version", lambda: version)
    monkeypatch.setattr(platform, "python_version_tuple", lambda: tuple(version.split(".")))
    assert check_python({}).status == status


@pytest.mark.parametrize(("cores", "status"), [(1, "warn"), (2, "ok"), (64, "ok")])
def test_cpu(monkeypatch, cores, status):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    assert check_cpu({}).status == status


@pytest.mark.parametrize(("pages", "status"), [(2**19, "warn"), (2**21, "ok")])
def test_memory(monkeypatch, pages, status):
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": pages}.__getitem__)
    assert check_memory({}).status == status


def test_memory_where_the_system_does_not_tell(monkeypatch):
    monkeypatch.delattr(os, "sysconf")
    assert check_memory({}).status == "warn"


@pytest.fixture
def nvidia_smi(tmp_path):
    """Put a script of that name on the path."""

    def put(script: str) -> dict[str, str]:
        path = tmp_path / "nvidia-smi"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return {"PATH": str(tmp_path)}

    return put


def test_no_gpu_is_fine(tmp_path):
    assert check_gpu({"PATH": str(tmp_path)}).status == "ok"


def test_gpus_are_named(nvidia_smi):
    finding = check_gpu(nvidia_smi("echo 'NVIDIA T4, 15360 MiB'; echo 'NVIDIA L4, 23034 MiB'"))
    assert (finding.status, finding.found) == ("ok", "NVIDIA T4, 15360 MiB; NVIDIA L4, 23034 MiB")


@pytest.mark.parametrize("script", ["exit 9", "exec sleep 5"])
def test_a_driver_that_does_not_answer(nvidia_smi, monkeypatch, script):
    monkeypatch.setattr(machine, "LIMIT_S", 0.2)
    finding = check_gpu(nvidia_smi(script))
    assert finding.status == "warn"
    assert "driver" in finding.remedy


@pytest.mark.parametrize(("free_bytes", "status"), [(GIB, "warn"), (2 * GIB, "ok")])
def test_disk(monkeypatch, tmp_path, free_bytes, status):
    usages = {tmp_path: SimpleNamespace(free=free_bytes)}
    monkeypatch.setattr(shutil, "disk_usage", usages.__getitem__)
    home = tmp_path / "not" / "made" / "yet"
    finding = check_disk({"DECLAIM_HOME": str(home)})
    assert finding.status == status
    assert str(home) in finding.found
