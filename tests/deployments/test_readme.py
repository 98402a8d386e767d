"""What the README tells people to run, run."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from benchmarks.serving import ROOT, Server

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(120)]

README = (ROOT / "README.md").read_text()


def here(text: str, server: Server) -> str:
    return text.replace("http://127.0.0.1:8000", server.url)


def test_the_openai_example_speaks(server, tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    subprocess.run([sys.executable, "-c", here(example, server)], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / "hello.mp3").stat().st_size > 1000


def test_the_curl_example_sends_sound_down_the_pipe(server):
    (command,) = re.findall(r"```\n(curl .*?)\|", README, re.DOTALL)
    made = subprocess.run(["bash", "-c", here(command, server)], capture_output=True, check=True, timeout=60)
    assert len(made.stdout) > 1000


def test_the_declaim_command_shows_how_the_server_stands(server):
    declaim = Path(sys.executable).with_name("declaim")
    httpx.post(f"{server.url}/v1/audio/speech", json={"input": "Hello.", "voice": "espeak"}).raise_for_status()
    shown = subprocess.run(
        [declaim, "status", "--url", server.url], check=False, capture_output=True, text=True, timeout=60
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert f"{server.url} is ready\nvoices: espeak " in shown.stdout
    assert re.search(r"^espeak +1 .* closed$", shown.stdout, re.MULTILINE)


def test_the_declaim_command_says_and_lists(server, tmp_path):
    out = tmp_path / "hello.wav"
    declaim = Path(sys.executable).with_name("declaim")
    subprocess.run([declaim, "say", "Hello.", "--out", str(out), "--url", server.url], check=True, timeout=60)
    assert out.read_bytes()[:4] == b"RIFF"
    listed = subprocess.run(
        [declaim, "voices", "--url", server.url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "espeak" in listed.stdout
