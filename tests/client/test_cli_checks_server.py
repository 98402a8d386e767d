"""Checks of the port and of the server."""

import errno

import pytest

from declaim.cli.checks import server
from declaim.cli.checks.server import address, check_port, check_server, local_url


def at(url: str) -> dict[str, str]:
    return {"DECLAIM_PORT": url.rpartition(":")[2]}


def test_a_free_port(refusing_port):
    finding = check_port({"DECLAIM_PORT": str(refusing_port)})
    assert (finding.status, finding.found) == ("ok", f"127.0.0.1:{refusing_port} is free")


def test_a_port_with_a_declaim_server(http):
    http.answers({"voices": []})
    finding = check_port(at(http.url))
    assert (finding.status, finding.found) == ("ok", f"a Declaim server answers at {http.url}")


@pytest.mark.parametrize("status", [401, 503])
def test_a_declaim_server_that_lists_no_voices_to_us(http, status):
    http.refuses(status)
    assert check_port(at(http.url)).status == "ok"


def test_a_port_with_another_web_server(http):
    http.answers("welcome", status=404)
    finding = check_port(at(http.url))
    assert finding.status == "fail"
    assert "something else" in finding.found


def test_a_port_with_another_speech_server(http):
    http.refuses(404)
    assert check_port(at(http.url)).status == "fail"


def test_a_port_with_something_silent(serve, monkeypatch):
    monkeypatch.setattr(server, "LIMIT_S", 0.05)
    port = serve(lambda connection: connection.rfile.read())
    assert check_port({"DECLAIM_PORT": str(port)}).status == "fail"


def test_an_address_of_another_machine():
    finding = check_port({"DECLAIM_HOST": "192.0.2.1"})
    assert finding.status == "fail"
    assert "DECLAIM_HOST" in finding.remedy


def test_a_port_that_is_not_permitted(monkeypatch):
    def refuse(host, port):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(server, "_take", refuse)
    assert check_port({"DECLAIM_PORT": "80"}).found == "127.0.0.1:80: Permission denied"


def test_addresses():
    assert address({}) == ("127.0.0.1", 8000)
    assert local_url({"DECLAIM_HOST": "0.0.0.0", "DECLAIM_PORT": "9000"}) == "http://127.0.0.1:9000"
    assert local_url({"DECLAIM_HOST": "::"}) == "http://[::1]:8000"
    assert local_url({"DECLAIM_HOST": "speech.lan"}) == "http://speech.lan:8000"


def test_a_server_that_is_ready(http):
    http.answers({})
    assert check_server({"DECLAIM_URL": f"{http.url}/v1"}).status == "ok"
    assert http.requests[0][0] == "/readyz"


def test_a_server_that_cannot_speak_yet_says_why(http):
    http.refuses(503, message="No engine: install the extra 'espeak'.")
    finding = check_server(at(http.url))
    assert finding.status == "fail"
    assert "install the extra 'espeak'" in finding.found


def test_no_server_is_a_failure_only_where_one_was_named(refusing_port):
    assert check_server({"DECLAIM_PORT": str(refusing_port)}).status == "warn"
    assert check_server({"DECLAIM_URL": f"http://127.0.0.1:{refusing_port}"}).status == "fail"
