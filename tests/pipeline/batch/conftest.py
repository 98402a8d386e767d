"""What the tests of batches share: a store in a folder, a queue in this process, and a batch to fill them with."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from cache.errors import ObjectsUnavailable, QueueUnavailable
from cache.folder import FolderObjects
from cache.queue import Buried, Claim
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Item, Record, Result, new_id


class Store(FolderObjects):
    """A folder that is away when a test says so."""

    away = False

    async def _in_thread(self, work, *args, **kwargs):
        if self.away:
            raise ObjectsUnavailable("away")
        return await super()._in_thread(work, *args, **kwargs)


class ListQueue:
    """The promises of cache/queue.py, without a lease: claims come again when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[Claim] = []
        self.claimed: dict[str, Claim] = {}
        self.dead: list[Buried] = []
        self.batches: set[str] = set()
        self.leads, self.away = True, False

    def _check(self) -> None:
        if self.away:
            raise QueueUnavailable("away")

    async def add(self, batch: str, items: Sequence[int], priority: str) -> None:
        self._check()
        self.batches.add(batch)
        known = {(claim.batch, claim.item) for claim in (*self.waiting, *self.claimed.values())}
        self.waiting += [Claim(batch, item, 1, f"{batch}/{item}") for item in items if (batch, item) not in known]

    async def holds(self, batch: str) -> bool:
        self._check()
        return batch in self.batches

    async def claim(self, most: int) -> Sequence[Claim]:
        self._check()
        taken, self.waiting = self.waiting[:most], self.waiting[most:]
        self.claimed |= {claim.token: claim for claim in taken}
        return taken

    async def keep(self, claims: Sequence[Claim]) -> None:
        self._check()

    async def give_back(self, claim: Claim) -> None:
        self._check()
        if self.claimed.pop(claim.token, None):
            self.waiting.insert(0, Claim(claim.batch, claim.item, claim.tries + 1, claim.token))

    async def done(self, claim: Claim) -> None:
        self._check()
        self.claimed.pop(claim.token, None)

    async def bury(self, claim: Claim, reason: str) -> None:
        await self.done(claim)
        self.dead.append(Buried(claim.batch, claim.item, reason))

    async def forget(self, batch: str) -> None:
        self._check()
        self.batches.discard(batch)
        self.waiting = [claim for claim in self.waiting if claim.batch != batch]

    async def lead(self) -> bool:
        self._check()
        return self.leads

    def worker_died(self) -> None:
        """All that was claimed is there again."""
        again = [Claim(each.batch, each.item, each.tries + 1, each.token) for each in self.claimed.values()]
        self.claimed, self.waiting = {}, again + self.waiting

    def lose_everything(self) -> None:
        self.waiting, self.claimed, self.batches = [], {}, set()


@pytest.fixture
def objects(tmp_path: Path) -> Store:
    return Store(tmp_path / "objects")


@pytest.fixture
def ledger(objects: Store) -> Ledger:
    return Ledger(objects)


@pytest.fixture
def queue() -> ListQueue:
    return ListQueue()


def make_record(total: int, **fields) -> Record:
    usual = {
        "id": new_id("batch_"),
        "created_at": 1000,
        "expires_at": 10**10,
        "endpoint": "/v1/audio/speech",
        "input_file_id": "file-1",
        "completion_window": "24h",
        "base_url": "http://host",
        "total": total,
        "characters": 10 * total,
    }
    return Record(**usual | fields)


@pytest.fixture(scope="session")
def a_record() -> Callable[..., Record]:
    return make_record


@pytest.fixture
def submit(ledger: Ledger) -> Callable[..., Awaitable[Record]]:
    """A batch of so many items."""

    async def create(total: int = 3, **fields) -> Record:
        record = make_record(total, **fields)
        await ledger.create(
            record, [Item(custom_id=f"item-{n}", body={"input": f"Text {n:05d}"}) for n in range(total)]
        )
        return record

    return create


@pytest.fixture
def result() -> Callable[..., Result]:
    def make(n: int = 0, status_code: int = 200, **fields) -> Result:
        said = {"id": f"audio/{n}.mp3"} if status_code < 400 else {"error": {"message": "no"}}
        usual = {"custom_id": f"item-{n}", "request_id": f"r-{n}", "status_code": status_code, "body": said}
        return Result(**{**usual, "characters": 10, "audio_s": 1.5, **fields})

    return make


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Wait until something is so, 10 seconds at most."""

    async def wait(is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not is_so():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.002)

    return wait
