import argparse
import json
import sys

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.load import command


def called(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    command.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


WHAT = ("--workload", "sentences", "--duration", 0.2)


def test_a_run_against_a_server_that_does_nothing(tmp_path, capsys):
    prices = tmp_path / "prices.yaml"
    prices.write_text("{currency: EUR, machine_hour: 0.1}")
    called("--driver", "null", *WHAT, "--rate", 100, "--seed", 5, "--json", tmp_path / "it.json", "--prices", prices)
    told = json.loads((tmp_path / "it.json").read_text())
    assert told["summary"].keys() >= {"ttfa_ms", "latency_ms", "rtf_p50", "audio_s_per_s", "requests_per_s", "errors"}
    for key in ("ttfa_ms", "latency_ms"):
        assert told["summary"][key].keys() == {"p50", "p90", "p95", "p99", "max"}
    assert len(told["requests"]) == told["summary"]["requests"] >= 5
    assert told["arguments"]["seed"] == 5
    assert told["cost"]["cost_per_million_characters"] > 0
    shown = capsys.readouterr().out
    assert "TTFA, ms" in shown
    assert "EUR per million characters" in shown


def test_a_trace_lasts_until_its_last_request(tmp_path, capsys):
    path = tmp_path / "trace.jsonl"
    path.write_text('{"input": "One.", "at_s": 0}\n{"input": "Two.", "at_s": 4}\n')
    called("--driver", "null", "--trace", path, "--speed-up", 20, "--json", tmp_path / "it.json")
    told = json.loads((tmp_path / "it.json").read_text())
    assert told["summary"]["requests"] == 2
    assert told["arguments"]["duration_s"] == 1.0
    assert "a trace at 20 times its speed" in capsys.readouterr().out


def test_without_a_seed_there_is_another_each_time():
    parser = argparse.ArgumentParser()
    command.add(parser)
    chosen = parser.parse_args([*map(str, ("--driver", "null", *WHAT, "--rate", 1))])
    assert command.planned(chosen).seed != command.planned(chosen).seed


def test_nothing_succeeded(unused_tcp_port, capsys):
    with pytest.raises(SystemExit) as ended:
        called("--driver", "openai", "--target", f"http://127.0.0.1:{unused_tcp_port}", *WHAT, "--rate", 100)
    assert ended.value.code == 1
    assert "connection refused" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--driver", "openai", *WHAT, "--rate", 1), "--target is wanted"),
        (("--driver", "null", "--target", "http://x", *WHAT, "--rate", 1), "--target is wanted"),
        (("--driver", "null", *WHAT), "--concurrency --rate --trace is required"),
        (("--driver", "null", *WHAT, "--rate", 1, "--speed-up", 2), "--speed-up is only for --trace"),
        (("--driver", "null", *WHAT, "--concurrency", 1, "--burstiness", 2), "--burstiness is only for --rate"),
        (("--driver", "null", *WHAT, "--trace", "it.jsonl"), "--workload is wanted, unless --trace"),
        (("--driver", "null", "--duration", 1, "--rate", 1), "--workload is wanted, unless --trace"),
        (("--driver", "null", "--workload", "sentences", "--rate", 1), "--duration is wanted"),
        (("--driver", "null", "--trace", "no/such.jsonl"), "there is no file no/such.jsonl"),
        (("--driver", "null", *WHAT, "--rate", 1, "--concurrency", 1), "not allowed with"),
        (("--driver", "null", *WHAT, "--rate", 0), "more than 0"),
        (("--driver", "null", *WHAT, "--rate", "nan"), "more than 0"),
        (("--driver", "null", *WHAT, "--concurrency", 0), "at least 1"),
        (
            ("--driver", "null", "--workload", "opera", "--duration", 1, "--rate", 1),
            "neither a file nor one of phrases",
        ),
        (
            ("--driver", "piper", "--target", "http://x", *WHAT, "--rate", 1, "--model", "m"),
            "--model: a request of piper",
        ),
        (("--driver", "coqui", "--target", "http://x", *WHAT, "--rate", 1, "--format", "mp3"), "--format: coqui"),
        (("--driver", "wyoming", "--target", "tcp://127.0.0.1:1", *WHAT, "--rate", 1), "does not say what it can do"),
        (("--driver", "null", *WHAT, "--rate", 1, "--api-key-from", "NO_SUCH"), "environment has no NO_SUCH"),
        (("--driver", "null", *WHAT, "--rate", 1, "--json", "no/such/it.json"), "no folder no/such"),
        (("--driver", "null", *WHAT, "--rate", 1, "--server-pid", 999999999), "no process 999999999"),
        (("--driver", "null", *WHAT, "--rate", 1, "--prices", "no/such.yaml"), "--prices: no/such.yaml cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, told, capsys):
    with pytest.raises(SystemExit) as ended:
        called(*arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_it_is_one_of_the_tools(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "load", "--driver", "openai", *map(str, WHAT), "--rate", "1"])
    with pytest.raises(SystemExit):
        benchmarks.main()
    assert "--target is wanted" in capsys.readouterr().err
