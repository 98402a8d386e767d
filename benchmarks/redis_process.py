"""A Redis of its own, on a socket in a folder and perhaps on a port: for benchmarks and tests."""

import signal
import socket
import subprocess
import time
from pathlib import Path


class RedisProcess:
    """A server that can be stopped, started again and paused; what it holds outlives that if it is `append_only`."""

    def __init__(self, folder: Path, *, address: str = "", port: int = 0, append_only: bool = False) -> None:
        """`address` and `port`: where others than this machine reach it too; port 0 for nowhere."""
        self.append_only = append_only
        self.socket = folder / "r.sock"
        self.url = f"redis://{address}:{port}/0" if port else f"unix://{self.socket}"
        self._listens = ["--port", str(port), *(["--bind", address, "--protected-mode", "no"] if port else [])]
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        persistence = ["--save", "", "--appendonly", "yes" if self.append_only else "no"]
        command = ["redis-server", *self._listens, "--unixsocket", str(self.socket), *persistence]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)
        give_up = time.monotonic() + 10
        while not self.answers():
            assert time.monotonic() < give_up, "redis-server did not start"
            time.sleep(0.002)

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(str(self.socket)) == 0

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.socket.unlink(missing_ok=True)

    def pause(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
