"""`declaim batch submit`."""

import pytest

from declaim.cli import main
from tests.client.workshop import lines

SECRET = "whsec_" + "QUFB" * 10
FILE = {"id": "file-1", "filename": "in.jsonl", "bytes": 1, "created_at": 1}
BATCH = {"id": "batch_1", "status": "in_progress", "created_at": 1, "input_file_id": "file-1"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(lines("a", "b"))
    return tmp_path


async def test_it_is_accepted_and_told(workshop, capsys):
    assert main(["batch", "submit", "in.jsonl", "--url", workshop.url, "--voice", "fake", "--model", "tts-1"]) == 0
    batch, _, said = capsys.readouterr().out.partition(": ")
    assert said == f"2 items, 8 characters; see `declaim batch watch {batch}`\n"
    assert (await workshop.ledger.item(batch, 0)).body == {"input": "Text", "voice": "fake", "model": "tts-1"}


def test_options_are_sent(http):
    http.answers(FILE)
    http.answers(BATCH)
    speech = ["--voice", "amy", "--format", "wav", "--speed", "2", "--language", "en", "--model", "piper"]
    order = [
        "--priority",
        "low",
        "--window",
        "7d",
        "--input-format",
        "jsonl",
        "--metadata",
        "a=b=c",
        "--metadata",
        "d=",
    ]
    hook = ["--webhook", "https://x/y", "--webhook-secret", SECRET]
    assert main(["batch", "submit", "in.jsonl", "--url", http.url, *speech, *order, *hook]) == 0
    assert http.requests[1][2] == {
        "endpoint": "/v1/audio/speech",
        "input_file_id": "file-1",
        "input_format": "jsonl",
        "body": {"voice": "amy", "response_format": "wav", "speed": 2.0, "language": "en", "model": "piper"},
        "priority": "low",
        "completion_window": "7d",
        "metadata": {"a": "b=c", "d": ""},
        "webhook": {"url": "https://x/y", "secret": SECRET},
    }


def test_it_may_be_watched_at_once(http, capsys):
    http.answers(FILE)
    http.answers(BATCH)
    http.answers({**BATCH, "status": "completed"})
    assert main(["batch", "submit", "in.jsonl", "--url", http.url, "--watch"]) == 0
    accepted, ended = capsys.readouterr().out.splitlines()
    assert accepted.startswith("batch_1: 0 items")
    assert ended.startswith("batch_1: completed")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["in.jsonl", "--metadata", "a"], "--metadata a: it has to be KEY=VALUE"),
        (["in.jsonl", "--webhook", "https://x"], "go together"),
        (["in.jsonl", "--webhook-secret", SECRET], "go together"),
        (["missing.jsonl"], "No such file or directory: 'missing.jsonl'"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_asked(http, capsys, arguments, complaint):
    assert main(["batch", "submit", *arguments, "--url", http.url]) == 1
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1
    assert http.requests == []


def test_what_the_server_does_not_accept_is_told_in_its_words(workshop, capsys):
    assert main(["batch", "submit", "in.jsonl", "--url", workshop.url, "--window", "soon"]) == 1
    assert "completion_window" in capsys.readouterr().err
