"""Servers beside Declaim, started and stopped; their packages stand in from the test's own environment."""

import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.peers import environment
from benchmarks.peers.peer import PEERS, Peer
from benchmarks.peers.voice import PeerVoice

VOICE = PeerVoice("small", Path("tests/models/voices/solo.onnx").absolute())


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(environment, "python", lambda _name: Path(sys.executable))


@pytest.mark.cluster
def test_piper_s_server_runs_and_is_stopped():
    piper = PEERS[0]
    with piper.running(VOICE) as server:
        process = psutil.Process(server.pid)
        assert all(each.laddr.ip == "127.0.0.1" for each in process.net_connections("tcp"))
    assert not psutil.pid_exists(server.pid)


def test_one_that_ends_instead_is_told():
    broken = Peer("broken", "piper", "piper-tts", lambda _voice, _port: ["-c", "raise SystemExit(3)"])
    with pytest.raises((TimeoutError, psutil.NoSuchProcess)), broken.running(VOICE):
        raise AssertionError


def test_each_can_be_told_where_to_listen():
    for peer in PEERS:
        assert any("12345" in argument for argument in peer.command(VOICE, 12345))
