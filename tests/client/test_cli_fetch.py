"""`declaim batch fetch`."""

import pytest

from declaim import Declaim
from declaim.cli import main
from tests.client.workshop import lines


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def batch(workshop) -> str:
    with Declaim(workshop.url) as client:
        return client.submit(lines("a", "b")).id


@pytest.mark.parametrize("out", [None, "audio/deep"])
async def test_the_audio_of_all_items(workshop, batch, folder, capsys, out):
    await workshop.speak(batch, {"a": b"one", "b": b"three"})
    await workshop.end(batch)
    options = ["--out", out] if out else []
    assert main(["batch", "fetch", batch, *options, "--url", workshop.url]) == 0
    assert {path.name: path.read_bytes() for path in (folder / (out or batch)).iterdir()} == {
        "a.mp3": b"one",
        "b.mp3": b"three",
    }
    assert capsys.readouterr().out.startswith(f"{out or batch}: 2 files, 8 bytes\n{batch}: completed")


async def test_what_failed_is_told(workshop, batch, folder, capsys):
    await workshop.speak(batch, {"a": b"one", "b": None})
    await workshop.end(batch)
    assert main(["batch", "fetch", batch, "--url", workshop.url]) == 1
    assert [path.name for path in (folder / batch).iterdir()] == ["a.mp3"]
    assert capsys.readouterr().err == "declaim: b: No engine for b.\n"


def test_one_that_goes_on_cannot_be_fetched_yet(workshop, batch, folder, capsys):
    assert main(["batch", "fetch", batch, "--url", workshop.url]) == 1
    assert f"declaim batch watch {batch}" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
