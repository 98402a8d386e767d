"""The benchmark of engines alone, as it is called."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(180)  # coqui's first sentence takes long where others use the cores too

ROOT = Path(__file__).parents[3]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.engines", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, check=False)


def test_a_small_vits_against_coqui(tmp_path):
    done = run("--engine", "vits", "--batch", "1,2", "--against", "coqui", "--seconds", 0.1, "--json", tmp_path / "it")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "it").read_text())
    assert report["weights"] == "random weights"
    assert report["device"] == "cpu"
    assert report["versions"]["coqui-tts"]
    assert report["roofline"]["bytes_per_s"] > 1e8
    assert report["coqui_audio_s_per_s"] > 0.1
    assert [batch["batch"] for batch in report["batches"]] == [1, 2]
    for batch in report["batches"]:
        assert batch["audio_s_per_s"] / report["coqui_audio_s_per_s"] == pytest.approx(batch["ratio_vs_coqui"])
        assert 0 < batch["ttfa_ms_p50"] <= batch["whole_ms_p50"]
        assert 1 <= batch["rows"] <= batch["batch"]
        assert 0 < batch["share_of_roofline"] < 1
    assert "random weights" in done.stdout
    assert len(done.stdout.splitlines()) == 6


def test_a_small_xtts_against_coqui(tmp_path):
    """Both say every text with as many codes as reading it takes."""
    done = run("--engine", "xtts", "--batch", "2", "--against", "coqui", "--seconds", 0.1, "--json", tmp_path / "it")
    assert done.returncode == 0, done.stderr
    (batch,) = json.loads((tmp_path / "it").read_text())["batches"]
    assert batch["ratio_vs_coqui"] > 0
    assert 0 < batch["ttfa_ms_p50"] < batch["whole_ms_p50"]
    assert batch["step_ms"] > 0


def test_a_piper_voice_by_its_path():
    path = ROOT / "tests/models/voices/duo.onnx"
    done = run("--engine", "piper", "--model", path, "--batch", "2", "--seconds", 0.1)
    assert done.returncode == 0, done.stderr
    assert "duo.onnx" in done.stdout


@pytest.mark.parametrize("arguments", [("--against", "coqui"), ("--device", "cuda")])
def test_what_piper_cannot_do(arguments):
    done = run("--engine", "piper", *arguments)
    assert done.returncode == 2
    assert "piper" in done.stderr.splitlines()[-1]
