"""`declaim doctor` as a whole; its checks are tested beside it."""

from threading import Event

import pytest

from declaim.cli import doctor, main
from declaim.cli.checks.finding import Finding


def passes(_environment):
    return Finding("ok", "fine")


def warns(_environment):
    return Finding("warn", "poor", "do this")


def fails(_environment):
    return Finding("fail", "bad", "do that")


@pytest.fixture
def with_checks(monkeypatch):
    return lambda **checks: monkeypatch.setattr(doctor, "CHECKS", checks)


def test_a_line_for_each_and_the_remedy_below(with_checks, capsys):
    with_checks(first=passes, second=warns, third=fails)
    assert main(["doctor"]) == 1
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["ok", "first", "fine"],
        ["warn", "second", "poor"],
        ["do", "this"],
        ["fail", "third", "bad"],
        ["do", "that"],
    ]


def test_a_warning_is_no_failure(with_checks, capsys):
    with_checks(first=passes, second=warns)
    assert main(["doctor"]) == 0


def test_a_check_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(doctor, "LIMIT_S", 0.3)
    over = Event()
    findings = doctor.examine({"stuck": lambda _: over.wait() and passes(_), "fine": passes}, {})
    over.set()
    assert (findings["stuck"].status, findings["fine"].status) == ("fail", "ok")
    assert "no answer within" in findings["stuck"].found


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("port", {"DECLAIM_PORT": "eighty"}),
        ("port", {"DECLAIM_PORT": "99999"}),
        ("redis", {"DECLAIM_REDIS_URL": "localhost"}),
        ("redis", {"DECLAIM_REDIS_URL": "redis://h:port"}),
        ("queue redis", {"DECLAIM_QUEUE_REDIS_URL": "http://h"}),
        ("s3", {"DECLAIM_S3_ENDPOINT": "http://[h"}),
        ("s3", {"DECLAIM_S3_ENDPOINT": "minio:9000"}),
        ("server", {"DECLAIM_URL": "http://[h"}),
        ("server", {"DECLAIM_URL": "h:8000"}),
    ],
)
def test_a_setting_that_cannot_be_read_fails_its_own_check(name, environment):
    finding = doctor.examine({name: doctor.CHECKS[name]}, environment)[name]
    assert finding.status == "fail"
    assert "DECLAIM_" in finding.remedy


def test_all_checks_run(capsys, monkeypatch, tmp_path, refusing_port):
    monkeypatch.setenv("DECLAIM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DECLAIM_PORT", str(refusing_port))
    main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    names = [line[6:17].strip() for line in lines if not line.startswith(" ")]
    assert names == list(doctor.CHECKS)
    assert not (tmp_path / "home").exists()
