"""What the client's README shows works as shown."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "client" / "README.md"


def test_the_example_runs(http, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECLAIM_URL", http.url)
    http.speaks(b"abc")
    http.speaks(b"abcd", headers="X-Declaim-Engine: piper\r\n")
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(example, README.name, "exec"), {})  # noqa: S102 - our own page
    assert (tmp_path / "hello.mp3").read_bytes() == b"abc"
    assert "piper 4\n" in capsys.readouterr().out
