import argparse
from itertools import islice

import pytest

from benchmarks.load.arrivals import due
from benchmarks.load.workloads import listed, prompts, writing


def called(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    writing.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


def test_what_is_written_is_what_a_run_asks_for(tmp_path, capsys):
    called("conversation", "--count", 5, "--seed", 3)
    path = tmp_path / "it.jsonl"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert listed.prompts(path) == [*islice(prompts("conversation", 3), 5)]


def test_with_times_it_is_the_trace_of_a_run_at_that_rate(tmp_path, capsys, plan):
    called("sentences", "--count", 5, "--seed", 3, "--rate", 10, "--burstiness", 0.5)
    path = tmp_path / "it.jsonl"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    run = due(plan(workload="sentences", seed=3, rate=10.0, burstiness=0.5))
    assert [(prompt.at_s, prompt.text) for prompt in listed.trace(path)] == [
        (at_s, prompt.text) for at_s, prompt in islice(run, 5)
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("opera", "--count", 1, "--seed", 1), "invalid choice: 'opera'"),
        (("sentences", "--count", 0, "--seed", 1), "at least 1"),
        (("sentences", "--count", 1), "--seed"),
        (("sentences", "--count", 1, "--seed", 1, "--burstiness", 2), "--burstiness is of arrivals at a --rate"),
    ],
)
def test_what_cannot_be_written_is_said(arguments, told, capsys):
    with pytest.raises(SystemExit) as ended:
        called(*arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
