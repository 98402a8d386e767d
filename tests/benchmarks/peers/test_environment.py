"""Environments of peers."""

import pytest

from benchmarks.peers import environment


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """What was run, with nothing installed."""
    ran = []
    monkeypatch.setattr(environment, "FOLDER", tmp_path)

    def run(command, **_):
        ran.append(list(map(str, command)))
        if "venv" in ran[-1]:
            command[-1].mkdir()

    monkeypatch.setattr(environment.subprocess, "run", run)
    return ran


def test_it_is_made_once_and_anew_for_other_versions(steps, monkeypatch):
    environment.python("piper")
    made = len(steps)
    assert steps[-1][-2:] == list(environment.PIPER)
    environment.python("piper")
    assert len(steps) == made
    monkeypatch.setitem(environment.PACKAGES, "piper", ("piper-tts==2",))
    environment.python("piper")
    assert steps[-1][-1] == "piper-tts==2"


def test_coqui_has_what_it_does_not_ask_for(steps):
    environment.python("coqui")
    assert any("torchcodec" in word for word in steps[-1])
