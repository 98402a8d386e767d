"""Checks of Redis, against sockets that speak a little of its protocol."""

import pytest

from declaim.cli.checks import redis
from declaim.cli.checks.redis import check_cache_redis, check_queue_redis


@pytest.fixture
def fake_redis(serve):
    """Start a server that gives these replies, one to each command; returns its port and the commands it gets."""

    def start(*replies: bytes) -> tuple[int, list[list[str]]]:
        commands: list[list[str]] = []

        def talk(connection):
            for reply in replies:
                count = int(connection.rfile.readline()[1:])
                words = [connection.rfile.read(int(connection.rfile.readline()[1:]) + 2) for _ in range(count)]
                commands.append([word.decode().strip() for word in words])
                connection.wfile.write(reply)

        return serve(talk), commands

    return start


def test_without_redis():
    assert check_cache_redis({}).found == "not set: cache in process"
    assert check_queue_redis({"DECLAIM_QUEUE_REDIS_URL": ""}).found == "not set: batches in SQLite"


def test_a_redis_that_answers(fake_redis):
    port, commands = fake_redis(b"+PONG\r\n")
    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"redis://127.0.0.1:{port}/0"})
    assert (finding.status, finding.found) == ("ok", f"127.0.0.1:{port} answers")
    assert commands == [["PING"]]


@pytest.mark.parametrize(
    ("credentials", "auth"),
    [(":s%40crét", ["AUTH", "s@crét"]), ("declaim:secret", ["AUTH", "declaim", "secret"])],
)
def test_a_password_is_used_and_not_shown(fake_redis, credentials, auth):
    port, commands = fake_redis(b"+OK\r\n", b"+PONG\r\n")
    finding = check_queue_redis({"DECLAIM_QUEUE_REDIS_URL": f"redis://{credentials}@127.0.0.1:{port}"})
    assert finding.status == "ok"
    assert auth[-1] not in finding.found
    assert commands == [auth, ["PING"]]


@pytest.mark.parametrize(
    ("reply", "status", "remedy"),
    [
        (b"-NOAUTH Authentication required.\r\n", "fail", "PASSWORD"),
        (b"-LOADING Redis is loading the dataset in memory\r\n", "warn", "wait"),
        (b"HTTP/1.1 400 Bad Request\r\n", "fail", "names a Redis server"),
        (b"", "fail", "names a Redis server"),
    ],
)
def test_other_replies(fake_redis, reply, status, remedy):
    port, _ = fake_redis(reply)
    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"redis://127.0.0.1:{port}"})
    assert finding.status == status
    assert remedy in finding.remedy


def test_a_wrong_password(fake_redis):
    port, commands = fake_redis(b"-WRONGPASS invalid username-password pair\r\n")
    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"redis://:wrong@127.0.0.1:{port}"})
    assert finding.status == "fail"
    assert "PASSWORD" in finding.remedy
    assert commands == [["AUTH", "wrong"]]


def test_nobody_there(refusing_port):
    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"redis://127.0.0.1:{refusing_port}"})
    assert finding.status == "fail"
    assert "DECLAIM_REDIS_URL" in finding.remedy


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
def test_silence(serve, monkeypatch, scheme):
    monkeypatch.setattr(redis, "LIMIT_S", 0.05)
    port = serve(lambda connection: connection.rfile.read())
    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"{scheme}://127.0.0.1:{port}"})
    assert finding.status == "fail"
    assert "timed out" in finding.found


def test_tls_to_a_server_without_it(serve):
    def talk(connection):
        connection.rfile.read(1)
        connection.wfile.write(b"-ERR unknown command\r\n")

    finding = check_cache_redis({"DECLAIM_REDIS_URL": f"rediss://127.0.0.1:{serve(talk)}"})
    assert finding.status == "fail"
