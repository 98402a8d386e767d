import json

import pytest

from benchmarks.report.errors import NotAResult, UnknownFormat
from benchmarks.report.result import printable, read
from benchmarks.report.stored import Load


def test_a_run_is_a_result_of_one_load(written, told):
    result = read(written("mine", told()))
    assert (result.label, result.command) == ("mine", "python -m benchmarks load --seed 1")
    assert [(level.load, len(level.runs)) for level in result.levels] == [(Load("concurrency", 4), 1)]
    assert read(written("mine", told()), "yours").label == "yours"


def test_a_sweep_has_its_runs_by_load(written, told):
    runs = [told(concurrency=callers, seed=seed) for seed in (1, 2) for callers in (8, 1, 2)]
    found = read(written("sweep", *runs)).levels
    assert [(level.load.amount, len(level.runs)) for level in found] == [(1, 2), (2, 2), (8, 2)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a result: Invalid JSON"),
        (b"\xff\xfe", "Invalid JSON"),
        (b"[" * 100_000, "recursion"),
        (b"[1]", "not a result: Input should be an object"),
        (b'{"format": 1}', "kind"),
        (b'{"format": 1, "kind": "run"}', "begun: Field required"),
        (b'{"format": 1, "kind": "sweep", "command": "", "seed_given": true, "runs": []}', "at least 1"),
    ],
)
def test_what_is_no_result(tmp_path, content, words):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(NotAResult, match=words):
        read(tmp_path / "x.json")


@pytest.mark.parametrize(("version", "words"), [({}, "says no format"), ({"format": 2}, "is of format 2")])
def test_another_format(tmp_path, told, version, words):
    run = told()
    del run["format"]
    (tmp_path / "x.json").write_text(json.dumps({**run, **version}))
    with pytest.raises(UnknownFormat, match=words):
        read(tmp_path / "x.json")


@pytest.mark.parametrize("value", ["NaN", "Infinity", '"many"', "[]"])
def test_numbers_are_finite_numbers(tmp_path, told, value):
    run = json.dumps(told(count=1)).replace('"late_ms": 0.1', f'"late_ms": {value}')
    (tmp_path / "x.json").write_text(run)
    with pytest.raises(NotAResult, match=r"run.requests.0.late_ms"):
        read(tmp_path / "x.json")


def test_a_run_takes_time(tmp_path, told):
    run = told()
    run["arguments"]["duration_s"] = 0
    (tmp_path / "x.json").write_text(json.dumps(run))
    with pytest.raises(NotAResult, match="duration_s"):
        read(tmp_path / "x.json")


def test_what_is_not_there(tmp_path):
    with pytest.raises(NotAResult, match="No such file"):
        read(tmp_path / "no.json")
    with pytest.raises(NotAResult, match="Is a directory"):
        read(tmp_path)


def test_names_may_hold_anything():
    assert printable("a\nb\0\udc80c 日") == "a�b��c 日"
