"""A Triton of its own, with voices of ours: for benchmarks and tests. Its environment is what `make triton` makes."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.serving import ROOT
from deployments.environment import free_port
from models.triton.serving.tritonserver import shared_memory

PYTHON = ROOT / ".venv-triton/bin/python"


class TritonProcess:
    """A server that can be killed and started again; what else is in its `repository` it serves too."""

    def __init__(
        self,
        folder: Path,
        voices: Sequence[Path],
        engines: Mapping[str, object],
        *,
        instances: int = 1,
        options: Sequence[str] = (),
    ) -> None:
        self.repository, self._log = folder / "models", folder / "triton.log"
        self._grpc, self._http, self._metrics = (free_port() for _ in range(3))
        self.url = f"127.0.0.1:{self._grpc}"
        self._arguments = [*map(str, voices), "--engines", json.dumps(engines), "--instances", str(instances), *options]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when every model is ready."""
        ports = {"grpc": self._grpc, "http": self._http, "metrics": self._metrics}
        command = [str(PYTHON), "-m", "models.triton.serving", "--repository", str(self.repository), *self._arguments]
        command += [part for name, port in ports.items() for part in (f"--{name}-port", str(port))]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        give_up = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None, f"Triton did not start: {self._log.read_text()[-4000:]}"
            assert time.monotonic() < give_up, "Triton did not start in time"
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Of the running server."""
        assert self.process is not None
        return self.process.pid

    def answers(self) -> bool:
        """It listens only once its models are ready."""
        with socket.socket() as connection:
            return connection.connect_ex(("127.0.0.1", self._grpc)) == 0

    def kill(self) -> None:
        """Its models' processes notice, and end."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        for left in Path("/dev/shm").glob(f"{shared_memory(self._grpc)}*"):  # noqa: S108 - where it puts them
            left.unlink(missing_ok=True)
