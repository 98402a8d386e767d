"""`python -m deployments`: starting, refusing to start, and stopping without leaving anything behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from benchmarks.serving import ROOT, Server, alive

CONFIG = Path(__file__).parent / "config.yaml"

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(180)]

CLASSIC = {"RAY_SERVE_ENABLE_HA_PROXY": "0", "RAY_SERVE_THROUGHPUT_OPTIMIZED": "0"}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers, of which none outlives its test."""
    with ExitStack() as stack:

        def ready(config: Path, environment: dict[str, str]) -> Server:
            server = Server(tmp_path, config, environment)
            stack.callback(server.stop)
            return server.wait_until_ready()

        yield ready


def say(url: str, text: str, **headers: str) -> httpx.Response:
    body = {"input": text, "response_format": "pcm", "voice": "fake"}
    return httpx.post(f"{url}/v1/audio/speech", json=body, headers=headers, timeout=60)


def stopped(server: Server, number: signal.Signals, *, group: bool = False) -> float:
    """Seconds until it is gone. Fails when any of its processes outlives it."""
    ours = server.processes()
    begun = time.monotonic()
    if group:
        os.killpg(server.process.pid, number)
    else:
        server.process.send_signal(number)
    server.process.wait(30)
    took_s = time.monotonic() - begun
    assert not alive(ours, timeout_s=1)
    return took_s


def test_the_classic_proxy_serves_too_and_ctrl_c_stops_it_clean(start):
    server = start(CONFIG, {**CLASSIC, "DECLAIM_API_KEYS": "first,second"})
    assert say(server.url, "No key.").status_code == 401
    assert say(server.url, "A key, " * 20, Authorization="Bearer second").status_code == 200
    assert stopped(server, signal.SIGINT, group=True) < 10
    assert "Traceback" not in server.log.read_text()


def test_without_the_extra_it_starts_and_names_it(tmp_path, start):
    """And SIGTERM stops it in time though somebody is still listening."""
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError")
    config = tmp_path / "config.yaml"
    config.write_text(CONFIG.read_text().replace("default_voice: fake", "default_voice: espeak"))
    server = start(config, {"PYTHONPATH": str(tmp_path)})

    ready = httpx.get(f"{server.url}/readyz", timeout=10)
    assert (ready.status_code, ready.json()["error"]["code"]) == (503, "not_ready")
    assert "espeakng-loader" in ready.json()["error"]["message"]
    assert "retry-after" in ready.headers
    assert say(server.url, "The other engine speaks.").status_code == 200

    with httpx.stream("POST", f"{server.url}/v1/audio/speech", json={"input": "word " * 5000, "voice": "fake"}) as body:
        next(body.iter_raw())
        assert stopped(server, signal.SIGTERM) < 10


def refused(tmp_path: Path, config: str | None = None, **environment: str) -> str:
    """What a start that must fail prints; it must do so before Ray is started."""
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG.read_text() if config is None else config)
    home = {"DECLAIM_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "deployments", str(path)],
        cwd=ROOT,
        env={**os.environ, **home, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return run.stderr


def test_a_port_in_use_is_named_with_the_remedy(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        complaint = refused(tmp_path, DECLAIM_PORT=str(taken.getsockname()[1]))
    assert "DECLAIM_PORT" in complaint


def test_a_public_address_without_a_key_is_refused(tmp_path):
    assert "DECLAIM_API_KEYS" in refused(tmp_path, DECLAIM_HOST="0.0.0.0", DECLAIM_PORT="0")


def test_a_misspelt_key_is_named(tmp_path):
    misspelt = CONFIG.read_text().replace("max_open_renders", "max_open_render")
    assert "max_open_render" in refused(tmp_path, misspelt, DECLAIM_PORT="0")
