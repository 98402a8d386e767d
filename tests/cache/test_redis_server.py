"""A server that is there, gone, back, stuck, or says no."""

import asyncio
import logging
import pickle
import signal

import pytest
from redis.exceptions import RedisError

from cache.errors import InvalidRedisUrl
from cache.redis_server import RETRY_S, RedisServer

pytestmark = pytest.mark.cluster


@pytest.mark.parametrize(
    "url",
    [
        "localhost",
        "http://host",
        "redis://host:port",
        "redis://:pa/ss@host",
        "redis://host/first",
        "unix://",
        "redis://host?tls=1",
        "redis://host?socket_timeout=soon",
    ],
)
def test_a_url_that_cannot_be_used_is_said_without_its_secret(url):
    with pytest.raises(InvalidRedisUrl, match="DECLAIM_REDIS_URL") as caught:
        RedisServer(url)
    assert "pa" not in str(caught.value).replace("PATH", "")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


@pytest.mark.parametrize("url", ["redis://host", "redis://u:p@host:1/3", "rediss://host/", "unix:///a/b?db=2"])
def test_urls_that_can(url):
    RedisServer(url)


async def test_gone_and_back_is_logged_once_each(redis, server, clock, caplog):
    assert await server.call("PING")
    redis.stop()
    for _ in range(3):
        with pytest.raises(RedisError):
            await server.call("PING")
    redis.start()
    with pytest.raises(RedisError, match="down"):
        await server.call("PING")
    clock.now += RETRY_S
    assert await server.call("PING")
    assert await server.call("PING")
    assert [record.message.split(" (")[0] for record in caplog.records] == ["Redis is down", "Redis is back."]


async def test_a_restart_between_two_commands_is_not_noticed(redis, server, caplog):
    await server.call("PING")
    redis.stop()
    redis.start()
    await asyncio.sleep(0.01)  # for the loop to see that the connection is closed
    assert await server.call("PING")
    assert caplog.records == []


async def test_a_server_that_hangs_costs_one_attempt_per_second(tmp_path, clock):
    connections = []

    async def accept(reader, writer) -> None:
        connections.append(writer)

    async def ask(server) -> None:
        with pytest.raises(RedisError):
            await server.call("PING")

    listening = await asyncio.start_unix_server(accept, tmp_path / "s")
    server = RedisServer(f"unix://{tmp_path / 's'}", timeout_s=0.02, clock=clock)
    for attempts in (1, 2, 3):
        await ask(server)
        await asyncio.gather(*(ask(server) for _ in range(50)))
        assert len(connections) == attempts
        clock.now += RETRY_S
    await asyncio.gather(*(ask(server) for _ in range(50)))
    assert len(connections) == 4
    await server.close()
    for writer in connections:
        writer.close()
        await writer.wait_closed()
    listening.close()
    await listening.wait_closed()


async def test_a_loss_leaves_no_dead_connection_behind(redis, server, clock):
    """As after a failover or a firewall's amnesia: nothing says that an idle connection is dead."""
    await asyncio.gather(*(server.call("PING") for _ in range(20)))
    redis.stop()
    redis.start()
    with pytest.raises(RedisError):
        await server.call("PING")
    clock.now += RETRY_S
    await server.call("PING")
    await asyncio.gather(*(server.call("PING") for _ in range(20)))


async def test_a_paused_server_does_not_hang_us_and_is_used_again(redis, server, clock, until):
    ours = RedisServer(redis.url, timeout_s=0.1, clock=clock)
    await ours.call("PING")
    redis.pause()
    async with asyncio.timeout(5):
        for command in (["SET", "k", b"x" * 5_000_000], ["PING"]):
            with pytest.raises(RedisError):
                await ours.call(*command)
            clock.now += RETRY_S
    redis.process.send_signal(signal.SIGCONT)

    async def alone() -> bool:
        return (await server.call("CLIENT", "LIST")).count(b"\n") == 1

    await until(alone)  # the rest of what was given up has to be sent before its connection closes
    clock.now += RETRY_S
    assert await ours.call("PING")
    await ours.close()


async def test_a_cancelled_command_does_not_spoil_the_next(redis, server):
    await server.call("SET", "k", b"x" * 1_000_000)
    for _ in range(20):
        task = asyncio.create_task(server.call("GET", "k"))
        for _ in range(4):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert await server.call("ECHO", "mine") == b"mine"


@pytest.mark.parametrize("connected", [False, True])
async def test_a_cancellation_is_never_lost(redis, connected):
    """Connecting, sending, receiving: wherever it arrives."""

    async def work(server: RedisServer) -> None:
        await server.call("PING")
        await asyncio.Event().wait()

    for turns in range(25):
        server = RedisServer(redis.url)
        if connected:
            await server.call("PING")
        task = asyncio.create_task(work(server))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task], timeout=5)
        assert task.cancelled()
        await server.close()


async def test_more_commands_than_connections(server):
    replies = await asyncio.gather(*(server.call("ECHO", str(n)) for n in range(500)))
    assert replies == [str(n).encode() for n in range(500)]


async def test_a_refusal_is_logged_until_it_works_again(server, caplog):
    await server.call("ACL", "SETUSER", "default", "-ping")
    for _ in range(3):
        with pytest.raises(RedisError):
            await server.call("PING")
    await server.call("ACL", "SETUSER", "default", "+ping")
    await server.call("PING")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "refuses PING" in caplog.text
