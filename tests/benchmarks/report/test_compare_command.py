import argparse

import pytest

from benchmarks.report import compare_command


def called(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    compare_command.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


def test_two_runs_side_by_side(written, told, capsys):
    called(written("a", told()), written("b", told(seed=2, count=220, ttfa_ms=200.0)))
    out, err = capsys.readouterr()
    assert "A: openai at http://there, sentences as pcm, 4 callers, 10 s each, new texts" in out
    row = next(line for line in out.splitlines() if line.startswith("| TTFA p50"))
    assert row.endswith("worse |")
    assert "no change beyond chance" in out
    assert "too few requests: 500 wanted" in out
    assert err == ""


@pytest.mark.parametrize(
    ("other", "slower"),
    [
        ({"ttfa_ms": 200.0}, "TTFA p95, ms; 4 callers: latency p95"),
        ({"count": 100}, "audio-s/s"),
        ({"failed": 60}, "failed"),
        ({"failed": 200}, "TTFA p95"),
    ],
)
def test_slower_ends_with_a_status_if_that_is_asked(written, told, capsys, other, slower):
    files = written("a", told()), written("b", told(**{"seed": 2, **other}))
    called(*files)
    with pytest.raises(SystemExit) as ended:
        called(*files, "--fail-if-slower", 20)
    assert ended.value.code == 1
    assert slower in capsys.readouterr().err.splitlines()[-1]


def test_no_slower_than_allowed(written, told):
    called(written("a", told()), written("b", told(ttfa_ms=105.0)), "--fail-if-slower", 20)
    called(written("b", told(ttfa_ms=300.0)), written("a", told()), "--fail-if-slower", 1)


def test_what_could_not_be_judged_is_said(written, told, capsys):
    called(written("a", told(count=20)), written("b", told(count=20, ttfa_ms=300.0)), "--fail-if-slower", 20)
    assert "TTFA p95, ms not judged: too few requests: 100 wanted" in capsys.readouterr().err


def test_what_is_not_comparable_is_refused(written, told, capsys):
    files = written("a", told()), written("b", told(workload="articles"))
    with pytest.raises(SystemExit) as ended:
        called(*files)
    assert ended.value.code == 2
    assert "not comparable: workload: sentences / articles: --anyway compares them" in capsys.readouterr().err
    called(*files, "--anyway")
    assert "WARNING: NOT COMPARABLE: workload" in capsys.readouterr().err


def test_sweeps_that_do_not_meet_have_nothing_to_compare(written, told, capsys):
    a = written("a", told(concurrency=1), told(concurrency=2))
    with pytest.raises(SystemExit):
        called(a, written("b", told(concurrency=8), told(concurrency=16)), "--anyway")
    assert "measure both under the same loads" in capsys.readouterr().err


def test_sweeps_are_compared_load_by_load(written, told, capsys):
    called(written("a", *(told(concurrency=n) for n in (1, 2))), written("b", *(told(concurrency=n) for n in (2, 1))))
    out = capsys.readouterr().out
    assert out.index("\n1 caller\n") < out.index("\n2 callers\n")


def test_what_is_no_result(tmp_path, written, told, capsys):
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(SystemExit) as ended:
        called(written("a", told()), tmp_path / "x.json")
    assert ended.value.code == 2
    assert "x.json says no format" in capsys.readouterr().err
