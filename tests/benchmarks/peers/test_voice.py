"""Voices that all servers have."""

from benchmarks.peers import voice


def test_what_is_there_is_not_made_again(monkeypatch, tmp_path):
    monkeypatch.setattr(voice.subprocess, "run", None)
    voice.make(voice.VOICES["bundled"])
    there = voice.PeerVoice("medium", tmp_path / "m.onnx", tmp_path / "model.pth")
    there.onnx.touch()
    there.coqui.touch()
    voice.make(there)


def test_what_is_missing_is_made(monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(voice.subprocess, "run", lambda command, **_: made.append(str(command[1])))
    monkeypatch.setattr(voice.environment, "python", lambda name: name)
    voice.make(voice.PeerVoice("medium", tmp_path / "m.onnx", tmp_path / "model.pth"))
    assert [path.rpartition("/")[2] for path in made] == ["make_voices.py", "coqui_voice.py"]
