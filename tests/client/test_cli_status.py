"""`declaim status`, against a scripted server; tests/deployments/test_readme.py runs it against a real one."""

import json

import pytest

from declaim.cli import main, status
from tests.client.metrics_page import page

VOICES = {
    "voices": [
        {"id": "anna", "name": "Anna", "engine": "xtts", "languages": ["en"]},
        {"id": "espeak", "name": "Robot", "engine": "espeak", "languages": ["en"]},
        {"id": "espeak-f", "name": "Robot", "engine": "espeak", "languages": ["en"]},
    ]
}


@pytest.fixture
def stands(http):
    """The server's answers to one look."""

    def answer(metrics: str) -> None:
        http.answers({"status": "ready"})
        http.answers(VOICES)
        http.speaks(metrics.encode())

    return answer


def run(http, *options: str) -> int:
    return main(["status", "--url", http.url, "--every", "0.01", *options])


def lines(text: str) -> list[list[str]]:
    return [[cell for cell in line.split("  ") if cell] for line in text.splitlines()]


def test_what_came_between_two_looks_and_since_the_start(http, stands, capsys, monkeypatch):
    monkeypatch.setattr("declaim.cli.looking.monotonic", iter([100.0, 102.0]).__next__)
    stands(page(ok=7, made_s=2.5))
    stands(page(ok=17, failed=2, made_s=12.5))
    assert run(http) == 0
    first, voices, _, *table = capsys.readouterr().out.splitlines()
    assert first == f"{http.url} is ready"
    assert voices == "voices: espeak 2, xtts 1"
    assert [[cell.strip() for cell in row] for row in lines("\n".join(table))] == [
        ["last 2 s", "since the start"],
        ["requests", "6.0/s", "19"],
        ["not answered", "2", "2"],
        ["first audio, p50", "0.050 s", "0.053 s"],
        ["first audio, p95", "0.095 s", "0.130 s"],
        ["audio made", "5.0 s/s", "0:12"],
        ["found in the cache", "-", "25.0%"],
        ["spoken by a stand-in", "-", "22.2%"],
        ["renders at work", "3"],
        [],
        ["ENGINE", "REPLICAS", "AUDIO MADE", "QUEUE", "WAIT", "BREAKER"],
        ["espeak", "1", "0.0 s/s", "0.0 s", "0.0 s", "closed"],
        ["xtts", "2", "5.0 s/s", "30.0 s", "4.5 s", "open"],
    ]


def test_replicas_that_the_page_does_not_tell_of(http, stands, capsys):
    without = "\n".join(line for line in page(ok=7).splitlines() if "replica_healthy" not in line)
    stands(without)
    stands(without)
    assert run(http) == 0
    engine, replicas, *_ = lines(capsys.readouterr().out)[-1]
    assert (engine.strip(), replicas.strip()) == ("xtts", "-")


def test_for_programs(http, stands, capsys):
    stands(page(ok=7, made_s=2.5))
    stands(page(ok=9, made_s=12.5))
    assert run(http, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["url"], told["up"], told["ready"], told["reason"]) == (http.url, True, True, None)
    assert told["voices"] == {"xtts": 1, "espeak": 2}
    metrics = told["metrics"]
    assert (metrics["window"]["requests"], metrics["since_start"]["requests"]) == (2, 9)
    assert metrics["window"]["cache_hit_share"] is None
    assert metrics["since_start"]["cache_hit_share"] == 0.25
    assert metrics["engines"]["xtts"]["queued_audio_s"] == 30
    assert metrics["window_s"] > 0


def test_a_server_that_is_not_ready(http, capsys):
    for _ in range(2):
        http.refuses(503, message="The default voice needs the extra 'piper'.")
        http.answers({"voices": []})
        http.speaks(page().encode())
    assert run(http) == 1
    out = capsys.readouterr().out
    assert f"{http.url} is not ready: The default voice needs the extra 'piper'." in out
    assert "voices: none" in out


def test_a_server_that_is_down(refusing_port, capsys):
    url = f"http://127.0.0.1:{refusing_port}"
    assert main(["status", "--url", url]) == 1
    assert capsys.readouterr().out.startswith(f"{url} is down: cannot reach {url}")
    assert main(["status", "--url", url, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["up"], told["ready"], told["voices"], told["metrics"]) == (False, False, None, None)


def test_metrics_that_cannot_be_read(http, capsys):
    for _ in range(2):
        http.answers({"status": "ready"})
        http.refuses(401, message="An API key is needed.")
        http.refuses(503, message="Ray's agent on this node does not answer.")
    assert run(http) == 0
    out = capsys.readouterr().out
    assert "voices cannot be listed: An API key is needed." in out
    assert "metrics cannot be read: Ray's agent on this node does not answer." in out


def test_something_else_under_metrics(http, stands, capsys):
    stands("<html></html>")
    stands("<html></html>")
    assert run(http, "--json") == 0
    assert json.loads(capsys.readouterr().out)["metrics"] is None
    stands("up 1")
    stands("up 1")
    assert run(http) == 0
    assert f"metrics cannot be read: {http.url}/metrics is no page of Declaim's metrics" in capsys.readouterr().out


def test_what_is_no_address(capsys):
    assert main(["status", "--url", "ftp://here"]) == 1
    assert "an address begins with http" in capsys.readouterr().err


def test_it_is_watched_through_a_restart_until_ctrl_c(http, stands, capsys, monkeypatch):
    pauses = iter([None, None, None])

    def sleep(_every_s: float) -> None:
        if next(pauses, KeyboardInterrupt) is not None:
            raise KeyboardInterrupt

    monkeypatch.setattr(status, "sleep", sleep)
    stands(page(ok=50))
    stands(page(ok=60))
    http.hangs_up()
    stands(page(ok=3))
    assert run(http, "--watch") == 130
    out = capsys.readouterr().out
    assert out.count("is ready") == 2
    assert out.count("is down") == 1
    assert status.CLEAR not in out
