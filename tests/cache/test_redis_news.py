"""What is heard of other processes, and what happens when nothing is."""

import asyncio

import pytest

from cache import redis_news
from cache.redis_lock import CHANNEL, RedisLock
from cache.redis_news import News

pytestmark = pytest.mark.cluster


@pytest.fixture
async def news(server, monkeypatch):
    monkeypatch.setattr(redis_news, "RETRY_S", 0.01)
    news = News(server)
    yield news
    await news.close()


@pytest.fixture
def listeners(server, until):
    async def wait(wanted: int) -> None:
        async def so_many() -> bool:
            return await server.call("PUBSUB", "NUMSUB", CHANNEL) == [CHANNEL.encode(), wanted]

        await until(so_many)

    return wait


async def hear(inbox) -> bool:
    async with asyncio.timeout(5):
        return await inbox.get()


async def test_one_subscription_for_all_who_wait(server, news, listeners):
    with news.about("a") as first, news.about("b") as second:
        await listeners(1)
        await RedisLock(server, "b", 1).release(made=True)
        await RedisLock(server, "a", 1).release(made=False)
        assert (await hear(first), await hear(second)) == (False, True)
        await listeners(1)


async def test_what_nobody_waits_for_is_passed_over(server, news, listeners):
    with news.about("a") as inbox:
        await listeners(1)
        await server.call("PUBLISH", CHANNEL, b"\xff\xfe")
        await server.call("PUBLISH", CHANNEL, b"")
        await RedisLock(server, "other", 1).release(made=True)
        await RedisLock(server, "a", 1).release(made=True)
        assert await hear(inbox)


async def test_a_lost_subscription_comes_back(server, news, clock, listeners):
    with news.about("a") as inbox:
        await listeners(1)
        await server.call("CLIENT", "KILL", "TYPE", "pubsub")
        for _ in range(100):  # what is told while nobody listens is lost, and may be
            clock.now += 10
            await RedisLock(server, "a", 1).release(made=True)
            await asyncio.sleep(0.02)
            if not inbox.empty():
                break
        assert await hear(inbox)


async def test_a_restarted_server_is_heard_again(redis, server, news, clock, listeners):
    with news.about("a") as inbox:
        await listeners(1)
        redis.stop()
        await asyncio.sleep(0.02)
        redis.start()
        clock.now += 10
        await listeners(1)
        await RedisLock(server, "a", 1).release(made=True)
        assert await hear(inbox)


async def test_who_may_not_subscribe_hears_nothing_and_the_log_says_so_once(server, news, caplog):
    await server.call("ACL", "SETUSER", "default", "-subscribe")
    with news.about("a"):
        await asyncio.sleep(0.05)
    assert caplog.text.count("refuses SUBSCRIBE") == 1


async def test_closing_ends_it_wherever_it_is(server):
    for turns in range(30):
        news = News(server)
        with news.about("a"):
            for _ in range(turns):
                await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await news.close()
