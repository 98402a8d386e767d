"""Checks of the object store and the clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from declaim.cli.checks import s3
from declaim.cli.checks.s3 import check_clock, check_s3


def date_header(ahead: timedelta) -> str:
    return f"Date: {format_datetime(datetime.now(UTC) + ahead, usegmt=True)}\r\n"


def test_without_a_store():
    assert check_s3({}).found == "not set: folder store"
    assert check_clock({}).status == "ok"


@pytest.mark.parametrize("status", [200, 403, 500])
def test_a_store_that_answers_is_reached(http, status):
    http.answers({}, status)
    finding = check_s3({"DECLAIM_S3_ENDPOINT": http.url})
    assert (finding.status, finding.found) == ("ok", f"{http.url} answers (status {status})")


def test_a_store_that_does_not(refusing_port, serve, monkeypatch):
    monkeypatch.setattr(s3, "LIMIT_S", 0.05)
    silent_port = serve(lambda connection: connection.rfile.read())
    for port in (refusing_port, silent_port):
        environment = {"DECLAIM_S3_ENDPOINT": f"http://127.0.0.1:{port}"}
        assert check_s3(environment).status == "fail"
        assert check_clock(environment).status == "ok"


@pytest.mark.parametrize(("minutes", "status"), [(0, "ok"), (4, "ok"), (-4, "ok"), (6, "fail"), (-6, "fail")])
def test_a_clock_that_is_wrong(http, minutes, status):
    http.answers({}, 403, date_header(timedelta(minutes=minutes)))
    finding = check_clock({"DECLAIM_S3_ENDPOINT": http.url})
    assert finding.status == status
    assert ("signatures" in finding.remedy) == (status == "fail")


def test_a_store_without_a_date(http):
    http.answers({}, 403)
    assert check_clock({"DECLAIM_S3_ENDPOINT": http.url}).status == "ok"
