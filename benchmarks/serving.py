"""A Declaim of its own, as a user starts it, on a free port: for benchmarks and tests."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from deployments.environment import free_port

ROOT = Path(__file__).parent.parent
REPLICA = re.compile(r"ServeReplica:declaim:([\w-]+)")


class Server:
    """A running server: where it answers, and which processes it is made of."""

    def __init__(self, home: Path, config: Path, environment: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "server.log"
        settings = {"DECLAIM_PORT": str(self.port), "DECLAIM_HOME": str(home), **(environment or {})}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deployments", str(config)],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_ready(self, timeout_s: float = 180) -> "Server":
        give_up = time.monotonic() + timeout_s
        while "is ready" not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise AssertionError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)
        return self

    def processes(self) -> list[psutil.Process]:
        """All of them, Ray's and HAProxy's too."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def replica(self, deployment: str) -> psutil.Process:
        """One replica of a deployment."""
        return next(process for process in self.processes() if called(process) == deployment)

    def log_lines(self) -> list[str]:
        """What its replicas have written."""
        options = [option for process in self.processes() for option in process.cmdline()]
        session = next(option for option in options if option.startswith("--session_dir=")).partition("=")[2]
        files = Path(session, "logs", "serve").glob("replica_*.log")
        return [line for file in files for line in file.read_text().splitlines()]

    def memory_mib(self) -> float:
        """What its processes have to themselves, together."""
        return sum(map(unique_bytes, self.processes())) / 2**20

    def memory_of_each_mib(self) -> Counter[str]:
        """The same by what they are."""
        memory = Counter[str]()
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                memory[called(process)] += round(unique_bytes(process) / 2**20)
        return memory

    def stop(self, number: signal.Signals = signal.SIGTERM, timeout_s: float = 30) -> float:
        """Signal it and wait; returns the seconds that it took."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(timeout_s)
        return time.monotonic() - begun


def alive(processes: list[psutil.Process], timeout_s: float) -> list[psutil.Process]:
    """Those that have not ended in time. A zombie has: it only waits for its parent to take notice."""
    _, left = psutil.wait_procs(processes, timeout=timeout_s)
    return [process for process in left if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def called(process: psutil.Process) -> str:
    """A replica by its deployment, any other by its name. Raises psutil.NoSuchProcess."""
    replica = REPLICA.search(" ".join(process.cmdline()))
    return replica[1] if replica else process.name().split(".")[0][:22]


def unique_bytes(process: psutil.Process) -> int:
    try:
        size: int = process.memory_full_info().uss
    except psutil.NoSuchProcess:
        return 0
    return size
