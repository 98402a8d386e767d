"""An S3 server of its own, on a free port, with everything in a folder: for benchmarks and tests."""

import subprocess
import sys
from pathlib import Path

from minio import Minio

KEY, SECRET = "test:tester", "testing"


class SwiftProcess:
    """A server that can be killed, and started again with what it had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        program = Path(__file__).with_name("swift_server.py")
        command = [sys.executable, "-W", "ignore", str(program), str(self.folder), str(self.port)]
        log = (self.folder / "log").open("a")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=self.folder)
        log.close()
        assert self.process.stdout is not None
        ready, _, port = self.process.stdout.readline().partition(" ")
        assert ready == "ready", (self.folder / "log").read_text()
        self.port = int(port)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def client(self) -> Minio:
        return Minio(f"127.0.0.1:{self.port}", KEY, SECRET, secure=False, region="us-east-1")
