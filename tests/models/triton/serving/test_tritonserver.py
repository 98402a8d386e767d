"""How tritonserver is started; that it starts is held by tests/models/triton/test_engine.py."""

import sys

import pytest

from models.errors import EngineUnavailable
from models.triton.serving import tritonserver


@pytest.fixture
def distribution(tmp_path, monkeypatch):
    """As nvidia-pytriton puts its files."""
    stubs = tmp_path / f"pytriton/tritonserver/python_backend_stubs/{sys.version_info.major}.{sys.version_info.minor}"
    backend = tmp_path / "pytriton/tritonserver/backends/python"
    for file in (stubs / "triton_python_backend_stub", backend / "libtriton_python.so", backend / "utils.py"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name)
    (tmp_path / "pytriton/__init__.py").write_text("raise ImportError('what it needs is not there')")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "pytriton"


def test_the_backend_is_put_together_for_this_python(distribution, tmp_path):
    made = tritonserver.backends(tmp_path / "backends") / "python"
    tritonserver.backends(tmp_path / "backends")
    assert {file.name for file in made.iterdir()} == {"libtriton_python.so", "utils.py", "triton_python_backend_stub"}
    assert all(file.read_text() == file.name for file in made.iterdir())


def test_ports_are_all_on_the_address(distribution, tmp_path):
    command = tritonserver.command(tmp_path / "models", address="127.0.0.1", grpc_port=1, http_port=2, metrics_port=3)
    assert command[0] == str(distribution / "tritonserver/bin/tritonserver")
    assert {"--grpc-address=127.0.0.1", "--http-address=127.0.0.1", "--metrics-address=127.0.0.1"} <= set(command)
    assert {"--grpc-port=1", "--http-port=2", "--metrics-port=3"} <= set(command)


def test_models_find_this_project_and_this_python(distribution):
    environment = tritonserver.environment()
    assert environment["PYTHONPATH"] == str(tritonserver.ROOT)
    assert environment["PATH"].startswith(f"{sys.exec_prefix}/bin:")
    assert environment["LD_LIBRARY_PATH"] == str(distribution.parent / "nvidia_pytriton.libs")


def test_where_it_is_not_installed():
    with pytest.raises(EngineUnavailable, match="make triton"):
        tritonserver.binary()
