"""`python -m deployments`: starting, refusing to start, and stopping without leaving anything behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from benchmarks.serving import ROOT, Server

CONFIG = Path(__file__).parent / "config.yaml"

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(180)]

CLASSIC = {"RAY_SERVE_ENABLE_HA_PROXY": "0", "RAY_SERVE_THROUGHPUT_OPTIMIZED": "0"}


def say(url: str, text: str, **headers: str) -> httpx.Response:
    body = {"input": text, "response_format": "pcm", "voice": "fake"}
    return httpx.post(f"{url}/v1/audio/speech", json=body, headers=headers, timeout=60)


def bound(url: str, **headers: str) -> dict[str, object]:
    """The end of a book of one chapter: the worker has it encoded by the Ingress."""
    book = {"input": "# One\n\nA book.", "input_format": "markdown", "body": {"voice": "fake"}}
    with httpx.Client(base_url=url, headers=headers) as client:
        batch = client.post("/v1/batches", json=book).raise_for_status().json()
        while batch["status"] in {"validating", "in_progress", "finalizing"}:
            time.sleep(0.2)
            batch = client.get(f"/v1/batches/{batch['id']}").raise_for_status().json()
    return batch


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """With the classic proxy, with keys, without an Encoder, and without what espeak needs, the default voice's."""
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError")
    told = yaml.safe_load(CONFIG.read_text())
    (application,) = told["applications"]
    application["args"] |= {"default_voice": "espeak", "encoder_apart": False}
    application["deployments"] = [each for each in application["deployments"] if each["name"] != "Encoder"]
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump(told))
    given = {"PYTHONPATH": str(tmp_path), "DECLAIM_API_KEYS": "first,second"}
    server = Server(tmp_path, config, {**CLASSIC, **given}).wait_until_ready()
    yield server
    server.stop()


def test_without_the_extra_it_starts_and_names_it_and_ctrl_c_stops_it_clean(server, stops):
    ready = httpx.get(f"{server.url}/readyz", timeout=10)
    assert (ready.status_code, ready.json()["error"]["code"]) == (503, "not_ready")
    assert "espeakng-loader" in ready.json()["error"]["message"]
    assert "retry-after" in ready.headers
    assert say(server.url, "No key.").status_code == 401
    assert say(server.url, "The other engine speaks.", Authorization="Bearer second").status_code == 200
    assert bound(server.url, Authorization="Bearer second")["status"] == "completed"

    stops(server, signal.SIGINT, group=True, Authorization="Bearer first")
    assert "Traceback" not in server.log.read_text()


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


def test_a_misspelt_key_is_named(tmp_path):
    misspelt = CONFIG.read_text().replace("max_open_renders", "max_open_render")
    assert "max_open_render" in refused(tmp_path, misspelt, DECLAIM_PORT="0")
