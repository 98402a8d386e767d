"""What the client's README shows works as shown."""

import re
from pathlib import Path

from tests.client.workshop import lines

README = Path(__file__).parents[2] / "client" / "README.md"

SPEECH, BATCH = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def run(example: str) -> None:
    exec(compile(example, README.name, "exec"), {})  # noqa: S102 - our own page


def test_the_example_runs(http, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECLAIM_URL", http.url)
    http.speaks(b"abc")
    http.speaks(b"abcd", headers="X-Declaim-Engine: piper\r\n")
    run(SPEECH)
    assert (tmp_path / "hello.mp3").read_bytes() == b"abc"
    assert "piper 4\n" in capsys.readouterr().out


def test_the_example_of_a_batch_runs(workshop, at_work, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECLAIM_URL", workshop.url)
    (tmp_path / "requests.jsonl").write_bytes(lines("a", "b"))
    at_work({"a": b"sound", "b": None})
    run(BATCH)
    assert (tmp_path / "audio" / "a.mp3").read_bytes() == b"sound"
    assert capsys.readouterr().out.splitlines() == ["0 of 8 characters", "8 of 8 characters", "b: No engine for b."]
