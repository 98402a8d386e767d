import argparse
import json

import pytest

from benchmarks.load.errors import LoadError
from benchmarks.report import sweep_command
from benchmarks.report.result import read


def called(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    sweep_command.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


WHAT = ("--driver", "null", "--workload", "sentences", "--duration", 0.1, "--pause", 0.01)


def test_a_sweep_against_a_server_that_does_nothing(tmp_path, capsys):
    called(*WHAT, "--concurrency", "2,1", "--repeat", 2, "--seed", 5, "--json", tmp_path / "it.json")
    out, err = capsys.readouterr()
    assert "| 2 callers |" in out
    assert "Saturated at: " in out
    assert "4 of 4: 2 callers: " in err
    found = read(tmp_path / "it.json")
    assert [(level.load.amount, len(level.runs)) for level in found.levels] == [(1, 2), (2, 2)]
    assert found.seed_given
    assert json.loads((tmp_path / "it.json").read_text())["knee"]["kind"] == "concurrency"


def test_what_there_was_is_kept_when_it_is_broken_off(tmp_path, monkeypatch):
    real = sweep_command.runs

    def breaking(planned, pause_s):
        yield from real(planned[:1], pause_s)
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep_command, "runs", breaking)
    with pytest.raises(KeyboardInterrupt):
        called(*WHAT, "--rate", "50,100", "--json", tmp_path / "it.json")
    assert len(read(tmp_path / "it.json").levels) == 1


def test_nothing_succeeded(unused_tcp_port, capsys):
    target = ("--driver", "openai", "--target", f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(SystemExit) as ended:
        called(*WHAT, *target, "--rate", "50", "--repeat", 1)
    assert ended.value.code == 1
    assert "Saturated at: not told by a single load" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--concurrency --rate is required"),
        (("--rate", "1", "--concurrency", "1"), "not allowed with"),
        (("--rate", "1,2,1"), "each of them once"),
        (("--rate", "1,,2"), "invalid"),
        (("--concurrency", "1,0"), "at least 1"),
        (("--rate", "1", "--repeat", "0"), "at least 1"),
        (("--rate", "1", "--pause", "-1"), "more than 0"),
        (("--rate", "1", "--target", "http://x"), "--target is wanted"),
        (("--rate", "1", "--json", "no/such/it.json"), "no folder no/such"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, words, capsys):
    with pytest.raises(SystemExit) as ended:
        called(*WHAT, *arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_run_that_cannot_be_made_ends_it(monkeypatch, capsys):
    def failing(*_):
        raise LoadError("there is no process 1")
        yield

    monkeypatch.setattr(sweep_command, "runs", failing)
    with pytest.raises(SystemExit) as ended:
        called(*WHAT, "--rate", "1")
    assert ended.value.code == 2
    assert "no process 1" in capsys.readouterr().err
