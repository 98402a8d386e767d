"""A command that stays until a batch has ended."""

import os
import signal
import subprocess
import sys

import pytest

from declaim import retries
from declaim.cli import main, watching

BATCH = {"id": "batch_1", "status": "in_progress", "created_at": 1, "input_file_id": "file-1"}


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch):
    monkeypatch.setattr(watching, "EVERY_S", 0.0)
    monkeypatch.setattr(retries, "FIRST_BACKOFF_S", 0.0)


def test_a_batch_is_watched_to_its_end(http, capsys):
    for status in ("in_progress", "in_progress", "completed"):
        http.answers({**BATCH, "status": status})
    assert main(["batch", "watch", "batch_1", "--url", http.url]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("batch_1: in progress, 0 of 0 items")
    assert last.startswith("batch_1: completed, ")


def test_a_server_that_goes_away_in_between(http, capsys):
    http.answers(BATCH)
    for _ in range(4):
        http.hangs_up()
    http.answers({**BATCH, "status": "completed"})
    assert main(["batch", "watch", "batch_1", "--url", http.url]) == 0
    assert capsys.readouterr().err == ""


def test_ctrl_c_leaves_it_running_and_says_how_to_go_on(http, capsys, monkeypatch):
    def interrupt(_client, _batch, _every_s):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("declaim.client.Declaim.watch", interrupt)
    assert main(["batch", "watch", "batch_1", "--url", http.url]) == 130
    error = capsys.readouterr().err
    assert "declaim batch watch batch_1" in error
    assert "declaim batch cancel batch_1" in error
    assert http.requests == []


@pytest.mark.cluster
def test_ctrl_c_at_the_keyboard(http):
    for _ in range(100):
        http.answers(BATCH)
    run = "import sys; from declaim.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "batch", "watch", "batch_1", "--url", http.url]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
        assert process.stdout.readline().startswith("batch_1: in progress")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        error = process.stderr.read()
    assert error.startswith("declaim: batch_1 goes on")
    assert error.count("\n") == 1
