"""`declaim say FILE --out book.m4b`."""

from pathlib import Path

import pytest

from declaim.cli import main
from declaim.cli.book import source_of
from declaim.cli.complaint import Complaint
from tests.client.workshop import BOOK


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text("It was a night.")
    return tmp_path


def say(workshop, source: str, *options: str) -> int:
    return main(["say", source, "--out", "out.m4b", "--url", workshop.url, *options])


@pytest.mark.parametrize("source", ["book.txt", "It was a night."])
def test_a_file_or_a_text_becomes_a_book(workshop, at_work, folder, capsys, source):
    workshop.title = "Night"
    at_work({"chapter-001": b"sound"})
    assert say(workshop, source, "--voice", "fake") == 0
    assert (folder / "out.m4b").read_bytes() == BOOK
    begun, ended, saved = capsys.readouterr().out.splitlines()
    batch = begun.partition(":")[0]
    assert begun.startswith(f"{batch}: in progress, 0 of 1 items")
    assert ended.startswith(f"{batch}: completed, 1 of 1 items")
    assert saved == "out.m4b: 12 bytes, 1:30 of audio"


def test_half_a_book_is_none(workshop, at_work, folder, capsys):
    at_work({"chapter-001": None})
    assert say(workshop, "book.txt") == 1
    error = capsys.readouterr().err
    assert "chapter-001: No engine for chapter-001." in error
    assert "declaim batch fetch batch_" in error
    assert [path.name for path in folder.iterdir()] == ["book.txt"]


def test_a_folder_that_is_missing_is_told_before_anything_is_asked(http, capsys):
    assert main(["say", "book.txt", "--out", "missing/out.m4b", "--url", http.url]) == 1
    assert "there is no such folder" in capsys.readouterr().err
    assert http.requests == []


def test_what_is_asked_for_is_sent(http, capsys):
    batch = {"id": "batch_1", "status": "failed", "created_at": 1, "input_file_id": "file-1"}
    http.answers({"id": "file-1", "filename": "book.txt", "bytes": 1, "created_at": 1})
    http.answers({**batch, "errors": {"data": [{"message": "The file holds no text."}]}})
    options = ["--voice", "amy", "--speed", "2", "--url", http.url]
    assert main(["say", "book.txt", "--out", "A.M4B", *options]) == 1
    assert b'filename="book.txt"' in http.requests[0][2]
    assert http.requests[1][2]["body"] == {"voice": "amy", "speed": 2.0}
    assert "declaim: The file holds no text." in capsys.readouterr().err


def test_only_what_the_server_reads_is_sent_as_it_is(folder):
    for name in ("a.md", "a.HTML", "a.epub"):
        (folder / name).write_bytes(b"\xff")
        assert source_of(name) == Path(name)
    (folder / "a.rst").write_text("Text")
    assert source_of("a.rst") == "Text"
    assert source_of("missing.epub") == "missing.epub"
    (folder / "a.pdf").write_bytes(b"\xff")
    with pytest.raises(Complaint, match=r"a\.pdf is not UTF-8"):
        source_of("a.pdf")
