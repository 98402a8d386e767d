"""The tritonserver that the distribution nvidia-pytriton brings: how it is started."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from models.errors import EngineUnavailable

ROOT = Path(__file__).parents[3]
"""Of this project: what models import from."""


def command(repository: Path, *, address: str, grpc_port: int, http_port: int, metrics_port: int) -> list[str]:
    """Its command line, to be run with `environment`; gRPC is for us, HTTP for health checks. Raises as `binary`."""
    ports = {"grpc-port": grpc_port, "http-port": http_port, "metrics-port": metrics_port}
    return [
        str(binary()),
        f"--model-repository={repository}",
        f"--backend-directory={backends(repository.parent / 'backends')}",
        # The default, 64 MiB of shared memory for each instance, is more than a container has.
        "--backend-config=python,shm-default-byte-size=4194304",
        f"--backend-config=python,shm-region-prefix-name={shared_memory(grpc_port)}",
        *(f"--{protocol}-address={address}" for protocol in ("grpc", "http", "metrics")),
        *(f"--{name}={port}" for name, port in ports.items()),
    ]


def environment() -> dict[str, str]:
    """In which models run under this Python and import this project."""
    return {
        **os.environ,
        "PATH": f"{sys.exec_prefix}/bin:{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(ROOT),
        "LD_LIBRARY_PATH": str(_distribution().parent / "nvidia_pytriton.libs"),
    }


def shared_memory(grpc_port: int) -> str:
    """What files in /dev/shm begin with; a server that was killed leaves them behind."""
    return f"declaim-triton-{grpc_port}-"


def binary() -> Path:
    """Raises EngineUnavailable when it is not installed."""
    return _distribution() / "tritonserver/bin/tritonserver"


def backends(folder: Path) -> Path:
    """Make a folder with the Python backend for this Python, which the distribution has in pieces."""
    made, source = folder / "python", _distribution() / "tritonserver"
    made.mkdir(parents=True, exist_ok=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    stub = source / "python_backend_stubs" / version / "triton_python_backend_stub"
    for file in (*(source / "backends/python").glob("*.*"), stub):
        link = made / file.name
        link.unlink(missing_ok=True)
        link.symlink_to(file)
    return folder


def _distribution() -> Path:
    # Not imported, for it would want dozens of packages of which nothing is used.
    found = find_spec("pytriton")
    if found is None or found.origin is None:
        raise EngineUnavailable("triton", "tritonserver is not installed here; `make triton` does that.")
    return Path(found.origin).parent
