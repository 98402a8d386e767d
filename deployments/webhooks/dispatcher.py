"""Dispatcher: sends what is due, several at a time, and keeps what came of it. One at a time in all processes: more
of them do no harm but send the same twice.
"""

import asyncio
import logging
import random as chance
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping

from yarl import URL

from deployments.webhooks.delivery import Answer, Delivery, Status
from deployments.webhooks.outbox import AGAIN, Outbox
from deployments.webhooks.signature import sign

log = logging.getLogger("ray.serve")

MOST_AT_ONCE = 32
MOST_PER_RECEIVER = 4
"""Of these: a receiver that hangs takes no more from the others."""
MOST_READ = 100
"""In one look, so that a full outbox does not keep the first messages waiting until all have been read."""

Tell = Callable[[Status], None]
"""Hears what an attempt has led to."""

Send = Callable[[str, Mapping[str, str], bytes], Awaitable[Answer]]
"""URL, headers and body to what came of it; see `sender.py`."""


def untold(_: Status) -> None:
    """Nobody hears it."""


class Dispatcher:
    """For one event loop, which calls `deliver_due` about once a second, one call after the other."""

    def __init__(
        self,
        outbox: Outbox,
        send: Send,
        clock: Callable[[], float] = time.time,
        random: Callable[[], float] = chance.random,
        tell: Tell = untold,
    ) -> None:
        self._outbox, self._send, self._clock, self._random = outbox, send, clock, random
        self._tell = tell
        self._known: dict[str, tuple[str, Delivery | None]] = {}
        """What is due, by key: the object's tag, and what it holds if it can be read."""
        self._sending: dict[str, tuple[asyncio.Task[None], str]] = {}
        """What is on its way, by key, and to which receiver."""
        self._unwritten: dict[str, Delivery] = {}
        """What became of messages, where the store did not take it: nothing of these is sent until it did."""

    async def deliver_due(self) -> None:
        """Begin to send what is due, as much as may be on its way at once; it does not wait for answers.

        Raises ObjectsUnavailable, after which the next call goes on.
        """
        for key in [*self._unwritten]:
            await self._outbox.write(self._unwritten[key])
            del self._unwritten[key]
        busy = set(self._sending)
        marks = await self._look()
        for key, delivery in self._next(busy):
            self._begin(key, delivery)
        for mark in marks:
            if mark.removesuffix(AGAIN) + ".json" not in busy | set(self._sending):
                await self._outbox.renew(mark)

    async def finish(self, within_s: float) -> None:
        """Wait for what is on its way. What takes longer is broken off, and sent again by whoever is next."""
        tasks = {task for task, _ in self._sending.values()}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=within_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _look(self) -> list[str]:
        """See what there is to be sent; of that which is known already, nothing is read. Returns the marks."""
        listed = await self._outbox.due()
        marks = [key for key in listed if key.endswith(AGAIN)]
        known = {key: entry for key, entry in self._known.items() if key in listed and listed[key].tag == entry[0]}
        new = [key for key in listed if key not in known and not key.endswith(AGAIN)]
        for key in new[:MOST_READ]:
            known[key] = (listed[key].tag, await self._outbox.read(key))
        self._known = known
        return marks

    def _next(self, busy: set[str]) -> Iterator[tuple[str, Delivery]]:
        """What to send now, the longest due first. `busy` was on its way when the look began: what it saw is old."""
        now = self._clock()
        due = [(key, found) for key, (_, found) in self._known.items() if found and found.next_attempt_at <= now]
        occupied = Counter(receiver for _, receiver in self._sending.values())
        for key, delivery in sorted(due, key=lambda entry: entry[1].next_attempt_at):
            if len(self._sending) + len(self._unwritten) >= MOST_AT_ONCE:
                return
            receiver = receiver_of(delivery)
            if key not in busy and occupied[receiver] < MOST_PER_RECEIVER:
                occupied[receiver] += 1
                yield key, delivery

    def _begin(self, key: str, delivery: Delivery) -> None:
        task = asyncio.create_task(self._attempt(key, delivery))
        self._sending[key] = (task, receiver_of(delivery))
        task.add_done_callback(lambda _: self._sending.pop(key))

    async def _attempt(self, key: str, delivery: Delivery) -> None:
        answer = await self._answer(delivery)
        after = delivery.after(answer, self._clock(), self._random())
        self._tell(after.status)
        if after.status == "given_up":
            log.warning("webhook %s for %s is given up: %s", after.message.id, receiver_of(after), answer)
        try:
            await self._outbox.write(after)
        except Exception as error:  # whatever it is: sent without a trace, it would be sent again each second
            self._unwritten[key] = after
            log.warning("what became of webhook %s is not written yet: %r", after.message.id, error)

    async def _answer(self, delivery: Delivery) -> Answer:
        message = delivery.message
        try:
            headers = sign(message.secret, message.id, int(self._clock()), message.body)
            return await self._send(message.url, headers, message.body)
        except Exception:
            log.exception("webhook %s could not be sent", message.id)
            return Answer(None, "this server failed to send it")


def receiver_of(delivery: Delivery) -> str:
    """Scheme, host and port: the rest of a URL may be a secret."""
    return str(URL(delivery.message.url).origin())
