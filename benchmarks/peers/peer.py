"""The servers that are compared: how each is started, and what it cannot do."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks.latency import running
from benchmarks.peers import environment
from benchmarks.peers.voice import PeerVoice
from benchmarks.serving import ROOT
from deployments.environment import free_port

START_S = 120

COQUI = """
import sys, TTS.server.server as server
server.app.run(host="127.0.0.1", port=int(sys.argv[-1]), threaded=True)
"""
"""Its own start listens on every address of the machine."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    url: str
    pid: int
    """Of its first process; its others are children of that."""
    voice: str | None
    """As a request names it; None: its only one."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One server. `command` takes a voice and a port, and begins behind the interpreter."""

    name: str
    driver: str
    package: str
    command: Callable[[PeerVoice, int], list[str]]
    scheme: str = "http"
    speaks: frozenset[str] = frozenset({"bundled", "medium"})
    cannot: str = ""

    def version(self) -> str:
        return environment.version(self.driver, self.package)

    @contextmanager
    def running(self, voice: PeerVoice) -> Iterator[Running]:
        """Until it is left. Raises TimeoutError if it does not start."""
        port = free_port()
        command = [str(environment.python(self.driver)), *self.command(voice, port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until_listening(process, port)
            yield Running(f"{self.scheme}://127.0.0.1:{port}", process.pid, None)
        finally:
            process.terminate()
            process.wait(10)


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    give_up = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < give_up:
        listening = psutil.Process(process.pid).net_connections("tcp")
        if any(each.status == psutil.CONN_LISTEN and each.laddr.port == port for each in listening):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} did not start within {START_S} s")


@contextmanager
def declaim(voice: PeerVoice) -> Iterator[Running]:
    """As `make serve` starts it."""
    added = [] if voice.bundled else [voice.onnx]
    with running(ROOT / "serve_config.yaml", *added) as server:
        yield Running(server.url, server.process.pid, None if voice.bundled else voice.onnx.stem)


def _piper(voice: PeerVoice, port: int) -> list[str]:
    return ["-m", "piper.http_server", "--host", "127.0.0.1", "--port", str(port), "--model", str(voice.onnx)]


def _wyoming(voice: PeerVoice, port: int) -> list[str]:
    at = ["--uri", f"tcp://127.0.0.1:{port}", "--voice", voice.onnx.stem, "--data-dir", str(voice.onnx.parent)]
    return ["-m", "wyoming_piper", *at]


def _coqui(voice: PeerVoice, port: int) -> list[str]:
    model = ["--model_path", str(voice.coqui), "--config_path", str(voice.coqui.with_name("config.json"))]
    return ["-c", COQUI, *model, "--port", str(port)]


PEERS = (
    Peer("piper.http_server", "piper", "piper-tts", _piper, cannot="whole WAV only; no encoder, cache or limit"),
    Peer("wyoming-piper", "wyoming", "wyoming-piper", _wyoming, "tcp", cannot="one text at a time; PCM only; no cache"),
    Peer(
        "coqui tts-server",
        "coqui",
        "coqui-tts",
        _coqui,
        speaks=frozenset({"medium"}),
        cannot="one text at a time; whole WAV only; another voice of the same size, which reads letters",
    ),
)
