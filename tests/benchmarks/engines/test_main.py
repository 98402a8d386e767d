"""The benchmark of engines alone, as it is called."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
import torch

from benchmarks.engines.__main__ import main
from benchmarks.engines.xtts import XttsSubject

pytestmark = [
    pytest.mark.timeout(180),  # coqui's first sentence takes long where others use the cores too
    # The program's own weights are there until it ends.
    pytest.mark.filterwarnings("ignore:Implicitly cleaning up <TemporaryDirectory:ResourceWarning"),
]

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(monkeypatch, capsys) -> Iterator[Callable[..., str]]:
    """It, in this process, which has coqui's code already; what it printed."""

    def called(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["benchmarks.engines", *map(str, arguments)])
        main()
        return capsys.readouterr().out

    threads = torch.get_num_threads()
    yield called
    torch.set_num_threads(threads)
    mock.patch.stopall()
    logging.disable(logging.NOTSET)


def test_a_small_vits_against_coqui(run, tmp_path):
    shown = run("--engine", "vits", "--batch", "1,2", "--against", "coqui", "--seconds", 0.1, "--json", tmp_path / "it")
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
    assert "random weights" in shown
    assert len(shown.splitlines()) == 6


def test_a_small_xtts_against_coqui(run, tmp_path, monkeypatch):
    """Both say every text with as many codes as reading it takes."""
    monkeypatch.setattr(XttsSubject, "texts", XttsSubject.texts[3:5])  # a short one and a long one
    run("--engine", "xtts", "--batch", "2", "--against", "coqui", "--seconds", 0.1, "--json", tmp_path / "it")
    (batch,) = json.loads((tmp_path / "it").read_text())["batches"]
    assert batch["ratio_vs_coqui"] > 0
    assert 0 < batch["ttfa_ms_p50"] < batch["whole_ms_p50"]
    assert batch["step_ms"] > 0


def test_a_piper_voice_by_its_path(run):
    path = ROOT / "tests/models/voices/duo.onnx"
    shown = run("--engine", "piper", "--model", path, "--batch", "2", "--seconds", 0.1)
    assert "duo.onnx" in shown


@pytest.mark.parametrize("arguments", [("--against", "coqui"), ("--device", "cuda")])
def test_what_piper_cannot_do(run, capsys, arguments):
    with pytest.raises(SystemExit, match="2"):
        run("--engine", "piper", *arguments)
    assert "piper" in capsys.readouterr().err.splitlines()[-1]
