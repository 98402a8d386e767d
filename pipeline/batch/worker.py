"""Worker: claims items, has them spoken, and writes down what became of them. It may die at any moment."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

from cache.errors import CacheError
from cache.queue import LEASE_S, Claim, Queue
from pipeline.batch.insisting import insist
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Item, Record, Result
from pipeline.errors import BatchNotFound

POLL_S = 0.25
"""Between two looks into a queue that had nothing."""
MOST_TRIES = 6
"""Of an item that fails in a way that may pass."""
MOST_CLAIMS = 6
"""After which an item is given up that took its worker down with it each time."""
FIRST_PAUSE_S = 1.0
"""Before the second try; doubled before each one after that."""

Perform = Callable[[Record, Item, str], Awaitable[Result]]
"""Speaks an item, under that request id. Its result tells of failures too; raises CacheError where a store is away."""

log = logging.getLogger("ray.serve")


class Worker:
    """Has `at_once` items spoken at a time."""

    def __init__(
        self, ledger: Ledger, queue: Queue, perform: Perform, at_once: int, pause_s: float = FIRST_PAUSE_S
    ) -> None:
        self._ledger, self._queue, self._perform, self._at_once = ledger, queue, perform, at_once
        self._pause_s = pause_s
        self._running: dict[asyncio.Task[None], Claim] = {}

    async def run(self) -> None:
        """Until cancelled; raises what nobody foresaw."""
        keeping = asyncio.create_task(self._keep())
        try:
            while not keeping.done():
                await self._fill()
                await self._until_there_is_room()
            keeping.result()
        finally:
            tasks = [keeping, *self._running]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _until_there_is_room(self) -> None:
        """Or for POLL_S."""
        if self._running:
            await asyncio.wait(self._running, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(POLL_S)

    async def _fill(self) -> None:
        free = self._at_once - len(self._running)
        if not free:
            return
        try:
            claims = await self._queue.claim(free)
        except CacheError as error:
            log.warning("no items can be claimed: %s", error)
            return
        for claim in claims:
            task = asyncio.create_task(self._process(claim))
            self._running[task] = claim
            task.add_done_callback(self._running.pop)

    async def _keep(self) -> NoReturn:
        """The claims, while they are worked on; those of batches that are over are let go."""
        while True:
            await asyncio.sleep(LEASE_S / 4)
            try:
                await self._queue.keep(list(self._running.values()))
                batches = {claim.batch for claim in self._running.values()}
                over = {batch for batch in batches if await self._is_over(batch)}
            except CacheError as error:
                log.warning("claims cannot be kept: %s", error)
                continue
            for task, claim in list(self._running.items()):
                if claim.batch in over:
                    task.cancel()

    async def _process(self, claim: Claim) -> None:
        try:
            if await insist(lambda: self._is_settled(claim)):
                await insist(lambda: self._queue.done(claim))
                return
            result = await self._result(claim)
            # Written down before it leaves the queue, or it would be nowhere if this worker died in between.
            await insist(lambda: self._ledger.add_result(claim.batch, claim.item, result))
            await insist(lambda: self._leave(claim, result))
        except BatchNotFound:
            await insist(lambda: self._queue.done(claim))
        except asyncio.CancelledError:
            with suppress(CacheError):  # then its lease runs out
                await self._queue.give_back(claim)
            raise
        except Exception:
            log.exception("item %d of batch %s", claim.item, claim.batch)

    async def _result(self, claim: Claim) -> Result:
        record = await insist(lambda: self._ledger.record(claim.batch))
        item = await insist(lambda: self._ledger.item(claim.batch, claim.item))
        request_id = f"{claim.batch}-{claim.item}"
        if claim.tries > MOST_CLAIMS:
            return given_up(item, request_id)
        for n in range(MOST_TRIES):
            result = await insist(lambda: self._perform(record, item, request_id))
            if result.status_code < 500:
                return result
            log.warning("%s failed (try %d): %s", request_id, n + 1, result.body)
            if n + 1 < MOST_TRIES:
                await asyncio.sleep(self._pause_s * 2**n)
        return result

    async def _leave(self, claim: Claim, result: Result) -> None:
        if result.status_code < 500:
            await self._queue.done(claim)
        else:
            await self._queue.bury(claim, str(result.body))

    async def _is_settled(self, claim: Claim) -> bool:
        return await self._is_over(claim.batch) or await self._ledger.has_result(claim.batch, claim.item)

    async def _is_over(self, batch: str) -> bool:
        return await self._ledger.cancelled_at(batch) is not None or await self._ledger.ended(batch) is not None


def given_up(item: Item, request_id: str) -> Result:
    message = f"This item was given up: its worker died {MOST_CLAIMS} times while it was spoken."
    error = {"message": message, "type": "server_error", "param": None, "code": "given_up"}
    return Result(custom_id=item.custom_id, request_id=request_id, status_code=500, body={"error": error})
