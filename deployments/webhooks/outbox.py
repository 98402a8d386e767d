"""Outbox: the messages of batches that ended, in the object store, where nothing that was accepted is lost.

A message that is still to be sent is one object, with how far it has come; settled it moves to its batch's folder, so
that looking for what is due never reads what is settled. Only the dispatcher changes either of them: whoever wants a
message sent again leaves a mark beside.

    outbox/due/BATCH.MESSAGE.json      to be sent
    outbox/due/BATCH.MESSAGE.again     to be sent again, at once
    outbox/done/BATCH/MESSAGE.json     delivered or given up
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress

from cache.errors import ObjectExists, ObjectMissing
from cache.objects import Listed, Objects
from deployments.webhooks.delivery import Delivery
from deployments.webhooks.errors import MessageNotFound
from deployments.webhooks.message import Message

log = logging.getLogger("ray.serve")

DUE, DONE = "outbox/due/", "outbox/done/"
AGAIN = ".again"


class Outbox:
    """For any number of processes. Every method raises ObjectsUnavailable when the store does not answer."""

    def __init__(self, objects: Objects, clock: Callable[[], float] = time.time) -> None:
        self._objects, self._clock = objects, clock

    async def add(self, message: Message) -> None:
        """From when this returns it is sent. One that was added before, delivered or not, stays as it is."""
        if await self.read(done_key(message.batch, message.id)):
            return
        delivery = Delivery(message=message, next_attempt_at=self._clock())
        with suppress(ObjectExists):
            await self._objects.create(due_key(message.batch, message.id), stored(delivery))

    async def replay(self, batch: str, message: str) -> None:
        """Have it sent again at once, whatever became of it. Raises MessageNotFound."""
        if await self._find(batch, message) is None:
            raise MessageNotFound(batch, message)
        await self._objects.put(again_key(batch, message), b"")

    async def states(self, batch: str) -> list[Delivery]:
        """All messages about a batch, with what became of them."""
        due = [key for key in await self._objects.list(DUE) if key.startswith(f"{DUE}{batch}.")]
        done = await self._objects.list(f"{DONE}{batch}/")
        found = {key: await self.read(key) for key in [*done, *due] if not key.endswith(AGAIN)}
        return list({state.message.id: state for state in found.values() if state}.values())

    async def forget(self, batch: str) -> None:
        """Delete all messages about a batch; what is not delivered yet never will be."""
        due = [key for key in await self._objects.list(DUE) if key.startswith(f"{DUE}{batch}.")]
        for key in [*due, *await self._objects.list(f"{DONE}{batch}/")]:
            await self._objects.delete(key)

    async def due(self) -> dict[str, Listed]:
        """For the dispatcher: what is to be sent, by key, and marks of what is to be sent again."""
        return await self._objects.list(DUE)

    async def read(self, key: str) -> Delivery | None:
        """For the dispatcher: None where there is none (any more), or none that can be read."""
        try:
            return Delivery.model_validate_json(await self._objects.get(key))
        except ObjectMissing:
            return None
        except ValueError:
            log.warning("%s in the object store is no webhook message", key)
            return None

    async def write(self, delivery: Delivery) -> None:
        """For the dispatcher: keep what became of an attempt, unless it was forgotten meanwhile."""
        batch, message = delivery.message.batch, delivery.message.id
        due = due_key(batch, message)
        with suppress(ObjectMissing):
            await self._objects.about(due)
            await self._objects.put(due if delivery.status == "due" else done_key(batch, message), stored(delivery))
        if delivery.status != "due":
            await self._objects.delete(due)

    async def renew(self, mark: str) -> None:
        """For the dispatcher: do as the mark says."""
        batch, message = mark.removeprefix(DUE).removesuffix(AGAIN).split(".")
        if found := await self._find(batch, message):
            fresh = Delivery(message=found.message, next_attempt_at=self._clock())
            await self._objects.put(due_key(batch, message), stored(fresh))
        await self._objects.delete(mark)

    async def _find(self, batch: str, message: str) -> Delivery | None:
        return await self.read(due_key(batch, message)) or await self.read(done_key(batch, message))


def due_key(batch: str, message: str) -> str:
    return f"{DUE}{batch}.{message}.json"


def again_key(batch: str, message: str) -> str:
    return f"{DUE}{batch}.{message}{AGAIN}"


def done_key(batch: str, message: str) -> str:
    return f"{DONE}{batch}/{message}.json"


def stored(delivery: Delivery) -> bytes:
    return delivery.model_dump_json().encode()
