"""The dispatcher: what it sends when, to receivers and over stores that fail in every way they can."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator

import pytest
from standardwebhooks import Webhook

from cache.errors import ObjectsUnavailable
from cache.folder import FolderObjects
from deployments.environment import free_port
from deployments.webhooks import dispatcher as module
from deployments.webhooks.delivery import Answer, Delivery
from deployments.webhooks.dispatcher import MOST_AT_ONCE, MOST_PER_RECEIVER, Dispatcher
from deployments.webhooks.outbox import DONE, DUE, Outbox, due_key
from deployments.webhooks.sender import Sender
from tests.deployments.webhooks.conftest import NOW, ROOT, SECRET, message, speaking

DAY_S = 24 * 3600


class Failing:
    """The store, with some of its methods out of order; `reads` are the keys that were read."""

    def __init__(self, objects: FolderObjects) -> None:
        self.objects, self.broken, self.reads = objects, set(), []
        self.error: Exception = ObjectsUnavailable("no space left on device")

    def __getattr__(self, name: str) -> object:
        if name in self.broken:
            return self._fail
        if name == "get":
            return self._get
        return getattr(self.objects, name)

    async def _fail(self, *args: object) -> None:
        raise self.error

    async def _get(self, key: str) -> bytes:
        self.reads.append(key)
        return await self.objects.get(key)


class Sent:
    """Instead of a sender: answers with `answer` when it may, and knows what it sent when."""

    def __init__(self, clock) -> None:
        self.clock, self.answer, self.may = clock, Answer(200), asyncio.Event()
        self.may.set()
        self.times: list[float] = []
        self.urls: list[str] = []

    async def __call__(self, url, headers, body) -> Answer:
        self.times.append(self.clock.now - NOW)
        self.urls.append(url)
        assert headers["webhook-timestamp"] == str(int(self.clock.now))
        await self.may.wait()
        return self.answer


@pytest.fixture
def outbox(objects, clock) -> Outbox:
    return Outbox(objects, clock)


@pytest.fixture
def sent(clock) -> Sent:
    return Sent(clock)


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    async with Sender(allow_private=True) as sender:
        yield sender


def dispatcher(outbox, send, clock) -> Dispatcher:
    return Dispatcher(outbox, send, clock, random=lambda: 0.0)


async def deliver(dispatcher: Dispatcher) -> None:
    await dispatcher.deliver_due()
    await dispatcher.finish(10)


async def state(outbox: Outbox) -> Delivery:
    (state,) = await outbox.states("batch_1")
    return state


async def test_a_message_arrives_once_and_verified(objects, sender, receiver):
    outbox = Outbox(objects)
    await outbox.add(message(receiver.url))
    courier = Dispatcher(outbox, sender.send)
    await deliver(courier)
    await deliver(courier)
    ((headers, body),) = receiver.got
    assert Webhook(SECRET).verify(body, headers)["type"] == "batch.completed"
    assert (await state(outbox)).status == "delivered"


async def test_who_fails_first_gets_it_again_under_the_same_id(outbox, clock, sender, receiver):
    receiver.statuses = [500, 302, 200]
    await outbox.add(message(receiver.url))
    told: list[str] = []
    courier = Dispatcher(outbox, sender.send, clock, random=lambda: 0.0, tell=told.append)
    for seconds in (0, 4, 5, 304, 305, 10_000):
        clock.now = NOW + seconds
        await deliver(courier)
    assert [headers["webhook-id"] for headers, _ in receiver.got] == ["evt_1"] * 3
    assert [int(headers["webhook-timestamp"]) - NOW for headers, _ in receiver.got] == [0, 5, 305]
    assert told == ["due", "due", "delivered"]
    delivered = await state(outbox)
    assert (delivered.status, delivered.attempts, delivered.outcome) == ("delivered", 3, "status 200")
    assert "what the receiver says" not in delivered.model_dump_json()


async def test_all_attempts_come_at_their_times_and_the_last_within_a_day(outbox, sent, clock, caplog):
    sent.answer = Answer(None, "timed out")
    await outbox.add(message("https://receiver.example/token-in-path"))
    courier = dispatcher(outbox, sent, clock)
    for seconds in (0, 5, 305, 2105, 9305, 27305, 63305, DAY_S, 2 * DAY_S):
        for moment in (seconds - 1, seconds, seconds + 1):
            clock.now = NOW + moment
            await deliver(courier)
    assert sent.times == [0, 5, 305, 2105, 9305, 27305, 63305, DAY_S]
    given_up = await state(outbox)
    assert (given_up.status, given_up.attempts, given_up.outcome) == ("given_up", 8, "timed out")
    assert "webhook evt_1 for https://receiver.example is given up: timed out" in caplog.text
    assert "token" not in caplog.text


async def test_gone_is_gone(outbox, clock, sender, receiver):
    receiver.statuses = [410]
    await outbox.add(message(receiver.url))
    courier = dispatcher(outbox, sender.send, clock)
    for seconds in (0, 5, DAY_S):
        clock.now = NOW + seconds
        await deliver(courier)
    assert (len(receiver.got), (await state(outbox)).status) == (1, "given_up")


async def test_retry_after_is_waited_for(outbox, clock, sender, receiver):
    receiver.statuses, receiver.headers = [503, 200], {"Retry-After": "600"}
    await outbox.add(message(receiver.url))
    courier = dispatcher(outbox, sender.send, clock)
    for seconds, got in ((0, 1), (599, 1), (600, 2)):
        clock.now = NOW + seconds
        await deliver(courier)
        assert len(receiver.got) == got


async def test_what_is_not_public_is_refused_again_and_again_and_never_connected_to(outbox, clock, receiver):
    await outbox.add(message(receiver.url))
    async with Sender(allow_private=False) as careful:
        await deliver(dispatcher(outbox, careful.send, clock))
    refused = await state(outbox)
    assert (refused.status, refused.outcome, receiver.got) == ("due", "its host is not at a public address", [])


async def test_one_that_hangs_holds_up_nobody(outbox, clock, sender, receiver):
    async with speaking(hangs=True) as slow:
        for number in range(10):
            await outbox.add(message(slow, f"evt_a{number}"))
        await outbox.add(message(receiver.url, "evt_b", "batch_2"))
        courier = dispatcher(outbox, sender.send, clock)
        await courier.deliver_due()
        await receiver.reached.wait()
        await courier.finish(0)
    assert {known.attempts for known in await outbox.states("batch_1")} == {0}


async def test_no_more_are_on_their_way_than_may_be(outbox, sent, clock):
    for number in range(MOST_AT_ONCE + 5):
        await outbox.add(message("https://slow.example", f"evt_slow{number}"))
        await outbox.add(message(f"https://r{number}.example", f"evt_z{number}"))
    sent.may.clear()
    courier = dispatcher(outbox, sent, clock)
    for _ in range(3):
        await courier.deliver_due()
        await asyncio.sleep(0)
    assert (len(sent.urls), sent.urls.count("https://slow.example")) == (MOST_AT_ONCE, MOST_PER_RECEIVER)
    sent.may.set()
    for _ in range(MOST_AT_ONCE):
        await deliver(courier)
    assert len(sent.urls) == 2 * (MOST_AT_ONCE + 5)


async def test_what_waits_longest_goes_first(outbox, sent, clock):
    for number in range(MOST_AT_ONCE * 2):
        clock.now = NOW - number
        await outbox.add(message(f"https://r{number:02}.example", f"evt_{number}"))
    clock.now = NOW
    await dispatcher(outbox, sent, clock).deliver_due()
    await asyncio.sleep(0)
    assert sent.urls == [
        f"https://r{number:02}.example" for number in range(MOST_AT_ONCE * 2 - 1, MOST_AT_ONCE - 1, -1)
    ]


async def test_what_is_known_is_not_read_again(objects, clock, sent):
    store = Failing(objects)
    outbox = Outbox(store, clock)
    sent.answer = Answer(500)
    for number in range(3):
        await outbox.add(message(f"https://r{number}.example", f"evt_{number}"))
    courier = dispatcher(outbox, sent, clock)
    await deliver(courier)
    await deliver(courier)
    store.reads.clear()
    await deliver(courier)
    assert store.reads == []


async def test_what_is_settled_is_not_read_at_all(objects, clock, sent):
    store = Failing(objects)
    outbox = Outbox(store, clock)
    await outbox.add(message())
    await deliver(dispatcher(outbox, sent, clock))
    store.reads.clear()
    await deliver(dispatcher(outbox, sent, clock))
    assert store.reads == []


async def test_a_full_outbox_is_read_little_by_little(objects, clock, sent, monkeypatch):
    monkeypatch.setattr(module, "MOST_READ", 2)
    outbox = Outbox(objects, clock)
    for number in range(5):
        await outbox.add(message(f"https://r{number}.example", f"evt_{number}"))
    courier = dispatcher(outbox, sent, clock)
    for sends in (2, 4, 5, 5):
        await deliver(courier)
        assert len(sent.urls) == sends


async def test_a_replay_is_sent_at_once_and_once(outbox, sent, clock):
    sent.answer = Answer(410)
    await outbox.add(message())
    courier = dispatcher(outbox, sent, clock)
    await deliver(courier)
    sent.answer = Answer(200)
    await outbox.replay("batch_1", "evt_1")
    for _ in range(4):
        await deliver(courier)
    assert len(sent.urls) == 2
    assert (await state(outbox)).status == "delivered"


async def test_a_replay_of_what_is_on_its_way_waits_for_it(outbox, sent, clock):
    await outbox.add(message())
    sent.may.clear()
    courier = dispatcher(outbox, sent, clock)
    await courier.deliver_due()
    await outbox.replay("batch_1", "evt_1")
    await courier.deliver_due()
    assert (await state(outbox)).attempts == 0
    sent.may.set()
    await courier.finish(10)
    for _ in range(4):
        await deliver(courier)
    assert len(sent.urls) == 2


@pytest.mark.parametrize("broken", [{"put"}, {"about"}, {"put", "about", "get", "list"}])
@pytest.mark.parametrize("error", [ObjectsUnavailable("no space left on device"), RuntimeError("a bug")])
async def test_a_store_that_takes_nothing_has_nothing_sent_twice(objects, clock, sent, broken, error, caplog):
    store = Failing(objects)
    store.error = error
    outbox = Outbox(store, clock)
    await outbox.add(message())
    courier = dispatcher(outbox, sent, clock)
    sent.may.clear()
    await courier.deliver_due()
    store.broken = broken
    sent.may.set()
    await courier.finish(10)
    assert "what became of webhook evt_1 is not written yet" in caplog.text
    for _ in range(3):
        clock.now += 100
        with pytest.raises(type(error)):
            await deliver(courier)
    store.broken = set()
    await deliver(courier)
    assert (len(sent.urls), (await state(outbox)).status) == (1, "delivered")


async def test_half_written_is_written_to_its_end(objects, clock, sent):
    store = Failing(objects)
    outbox = Outbox(store, clock)
    await outbox.add(message())
    store.broken = {"delete"}
    courier = dispatcher(outbox, sent, clock)
    await deliver(courier)
    assert len(await objects.list(DONE)) == len(await objects.list(DUE)) == 1
    store.broken = set()
    await deliver(courier)
    assert (len(sent.urls), await objects.list(DUE)) == (1, {})


async def test_a_write_during_a_look_does_not_send_it_again(objects, clock, sent):
    """The attempt ends after the list was taken, which shows it as it was before."""
    store = Failing(objects)
    outbox = Outbox(store, clock)
    await outbox.add(message())
    sent.answer = Answer(500)
    sent.may.clear()
    courier = dispatcher(outbox, sent, clock)
    await courier.deliver_due()
    listing = outbox.due

    async def slow_list() -> object:
        listed = await listing()
        sent.may.set()
        await courier.finish(10)
        return listed

    outbox.due = slow_list
    await courier.deliver_due()
    assert len(sent.urls) == 1


async def test_what_cannot_be_read_holds_up_nothing(outbox, objects, sent, clock, caplog):
    await objects.put(due_key("batch_0", "evt_0"), b"no message")
    await outbox.add(message())
    courier = dispatcher(outbox, sent, clock)
    await deliver(courier)
    await deliver(courier)
    assert len(sent.urls) == 1
    assert caplog.text.count("is no webhook message") == 1


async def test_a_sender_with_a_bug_is_a_failed_attempt(outbox, clock, caplog):
    async def send(*args: object) -> Answer:
        raise ZeroDivisionError

    await outbox.add(message())
    with caplog.at_level(logging.ERROR, "ray.serve"):
        await deliver(dispatcher(outbox, send, clock))
    failed = await state(outbox)
    assert (failed.status, failed.next_attempt_at) == ("due", NOW + 5)
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text


async def test_what_takes_too_long_at_the_end_is_left_to_the_next(outbox, sent, clock):
    await outbox.add(message())
    sent.may.clear()
    first = dispatcher(outbox, sent, clock)
    await first.deliver_due()
    await asyncio.sleep(0)
    await first.finish(0.01)
    sent.may.set()
    await deliver(dispatcher(outbox, sent, clock))
    assert len(sent.urls) == 2
    assert (await state(outbox)).status == "delivered"


RECEIVING = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        print(self.headers["webhook-id"], flush=True)
    def log_message(self, *args): pass
server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
print("ready", flush=True)
server.serve_forever()
"""

SENDING = """
import asyncio, os, signal, sys
from pathlib import Path
from cache.folder import FolderObjects
from deployments.webhooks.dispatcher import Dispatcher
from deployments.webhooks.outbox import Outbox
from deployments.webhooks.sender import Sender
async def main():
    async with Sender(allow_private=True) as sender:
        async def send(*args):
            await sender.send(*args)
            os.kill(os.getpid(), signal.SIGKILL)
        dispatcher = Dispatcher(Outbox(FolderObjects(Path(sys.argv[1]))), send)
        await dispatcher.deliver_due()
        await dispatcher.finish(10)
asyncio.run(main())
"""


@contextlib.asynccontextmanager
async def running(program: str, *arguments: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, *arguments, cwd=ROOT, stdout=PIPE)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@pytest.mark.cluster
async def test_a_receiver_that_is_killed_gets_it_when_it_is_back(outbox, clock, sender):
    port = free_port()
    courier = dispatcher(outbox, sender.send, clock)
    async with running(RECEIVING, str(port)) as process:
        assert await process.stdout.readline() == b"ready\n"
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    await outbox.add(message(f"http://127.0.0.1:{port}"))
    await deliver(courier)
    assert (await state(outbox)).outcome == "no connection could be made"
    async with running(RECEIVING, str(port)) as process:
        assert await process.stdout.readline() == b"ready\n"
        clock.now += 5
        await deliver(courier)
        assert await process.stdout.readline() == b"evt_1\n"
    assert ((await state(outbox)).status, (await state(outbox)).attempts) == ("delivered", 2)


@pytest.mark.cluster
async def test_who_is_killed_between_sending_and_writing_has_it_sent_again(tmp_path, sender, receiver):
    outbox = Outbox(FolderObjects(tmp_path))
    await outbox.add(message(receiver.url))
    async with running(SENDING, str(tmp_path)) as process:
        assert await process.wait() == -signal.SIGKILL
    assert (len(receiver.got), (await state(outbox)).status) == (1, "due")
    await deliver(Dispatcher(outbox, sender.send))
    assert [headers["webhook-id"] for headers, _ in receiver.got] == ["evt_1", "evt_1"]
    assert (await state(outbox)).status == "delivered"
