"""The environment of an embedded Ray."""

import os
import socket

import pytest

from deployments import environment
from deployments.environment import free_port, prepare_environment, proxy_ports
from deployments.settings import Secrets


def test_what_is_set_already_stays(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("RAY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", {"RAY_SERVE_ENABLE_HA_PROXY": "0", "PYTHONPATH": "/mine"})
    prepare_environment(Secrets(home=tmp_path))
    assert os.environ["RAY_SERVE_ENABLE_HA_PROXY"] == "0"
    assert os.environ["RAY_AUTH_MODE"] == "token"
    assert os.environ["RAY_SERVE_CONTROL_LOOP_INTERVAL_S"] == "0.3"
    assert os.environ["RAY_AUTH_TOKEN_PATH"] == str(tmp_path / "ray_auth_token")
    assert os.environ["PYTHONPATH"].endswith(":/mine")


def test_each_server_has_ports_of_its_own():
    assert "RAY_SERVE_FALLBACK_PROXY_HTTP_PORT" in proxy_ports()
    assert proxy_ports() != proxy_ports()


def test_a_port_that_is_taken_is_not_given_out(monkeypatch):
    port = free_port()
    monkeypatch.setattr(environment, "UNASSIGNED", range(port, port + 1))
    with socket.create_server(("", port)), pytest.raises(OSError, match="taken"):
        free_port()
    assert free_port() == port
