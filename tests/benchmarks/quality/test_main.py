"""The command: what it is given, and how it ends."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.quality import __main__ as quality
from benchmarks.quality.__main__ import UNUSABLE, default_voice, main, panel, parser
from benchmarks.quality.limits import Limit, read_limits
from benchmarks.quality.speakers import Flite, InProcess, Recorded, Server
from benchmarks.serving import ROOT
from models.voice import built_in_voices


def chosen(*given: str):
    return panel(parser().parse_args(given))


def test_the_default_voice_beside_its_teacher_and_others(flite_installed, tmp_path):
    assert default_voice() in {voice.id for voice in built_in_voices()}
    judged = chosen("--voice", "fake")
    assert isinstance(judged.voice, InProcess)
    assert judged.teacher is judged.target
    assert [judged.teacher.name, *(other.name for other in judged.others)] == [
        "flite:rms", "flite:slt", "flite:awb", "flite:kal16",
    ]  # fmt: skip


def test_a_voice_is_no_yardstick_of_itself(flite_installed):
    judged = chosen("--voice", "flite:slt")
    assert isinstance(judged.voice, Flite)
    assert [other.name for other in judged.others] == ["flite:awb", "flite:kal16"]


def test_a_file_a_server_and_a_recorded_target(tmp_path):
    (tmp_path / "manifest.json").write_text("{}")
    voices = ROOT / "tests/models/voices"
    file = chosen("--engine-voice", f"{voices}/solo.onnx", "--teacher", "fake", "--others", "")
    assert isinstance(file.voice, InProcess)
    assert (file.voice.name, file.others) == ("solo", [])
    server = chosen("--url", "http://127.0.0.1:9", "--teacher", "fake", "--others", "fake", "--target", str(tmp_path))
    assert isinstance(server.voice, Server)
    assert isinstance(server.target, Recorded)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["--voice", "nobody", "--teacher", "fake"], "There is no voice 'nobody'"),
        (["--voice", "fake", "--teacher", "fake", "--others", "", "--target", "/nowhere"], "No such file"),
        (["--voice", "fake", "--baseline", "/nowhere.json"], "No such file"),
        (["--voice", "x", "--url", "http://127.0.0.1:1", "--teacher", "fake", "--others", ""], "refused"),
    ],
)
def test_what_cannot_be_judged_is_no_verdict(given, reason, capsys):
    assert main(given) == UNUSABLE
    assert reason in capsys.readouterr().err


def test_the_verdict_is_the_exit_status(monkeypatch, judgement, tmp_path, capsys):
    passing = {name: nearest(limit) for name, limit in read_limits().items()}
    monkeypatch.setattr(quality, "judge", lambda *_: replace(judgement, figures=passing))
    given = ["--voice", "fake", "--teacher", "fake", "--others", "", "--json", str(tmp_path / "report.json")]
    assert main(given) == 0
    baseline = ["--baseline", str(tmp_path / "report.json")]
    assert main([*given, *baseline]) == 0
    passing["loudness_lufs"] += 0.9
    assert main([*given, *baseline]) == 1
    assert "loudness_lufs is -19.1 and was -20: worse by more than 0.5" in capsys.readouterr().out


def nearest(limit: Limit) -> float:
    """A value that passes."""
    bounds = [bound for bound in (limit.at_least, limit.at_most) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else 0.0


@pytest.mark.cluster
@pytest.mark.timeout(240)
def test_another_voice_fails_and_is_told_why(flite_installed, tmp_path):
    report, html = tmp_path / "report.json", tmp_path / "report.html"
    options = ["--voice", "flite:awb", "--others", "", "--sentences", "1", "--json", report, "--html", html]
    command = [sys.executable, "-m", "benchmarks.quality", *options]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    assert "flite:awb speaks" in ended.stderr
    failed = json.loads(report.read_text())["failed"]
    assert failed[0].startswith("mfcc_cosine is 0.9")
    assert ended.stdout.splitlines()[-len(failed) :] == failed
    assert html.read_text().startswith("<!doctype html>")
