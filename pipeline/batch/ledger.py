"""Ledger: batches and what became of their items, in the object store.

    batches/ID.json                         what was submitted: once this is there it is accepted
    batch-items/ID/CHUNK.json               its items, CHUNK_ITEMS in each
    batch-results/ID/N/OUTCOME-C-MS.json    what became of item N; its name tells whether it is `ok` or `failed`, how
                                            many characters it has and how many milliseconds it sounds
    batch-cancels/ID.json                   somebody wants it cancelled
    batch-ends/ID.json                      how it ended

Each is written once and never changed. State is what is found, so it is right whoever died.
"""

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from cache.errors import InvalidKey, ObjectExists, ObjectMissing
from cache.objects import Objects
from pipeline.batch.record import End, Item, Record, Result, Written
from pipeline.errors import BatchNotFound

RECORDS, ITEMS, RESULTS = "batches/", "batch-items/", "batch-results/"
CANCELS, ENDS = "batch-cancels/", "batch-ends/"
CHUNK_ITEMS = 100
REMEMBERED = 64
"""Chunks and records that are kept at hand: they never change."""
AT_ONCE = 16
"""Objects that are read side by side."""

Kind = TypeVar("Kind", bound=Written)
Kept = TypeVar("Kept")


class Outcome(NamedTuple):
    """What the name of a result tells."""

    key: str
    ok: bool
    characters: int
    audio_s: float


@dataclass(frozen=True, slots=True)
class State:
    """All that is known of a batch."""

    record: Record
    results: dict[int, Outcome]
    """Of the items that are done, by number; nothing is looked up for one that has ended."""
    cancelled_at: int | None
    end: End | None

    @property
    def missing(self) -> list[int]:
        """Numbers of the items that are not done."""
        return [number for number in range(self.record.total) if number not in self.results]


class Ledger:
    """Every method raises ObjectsUnavailable; those that are given an id raise BatchNotFound."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: OrderedDict[str, object] = OrderedDict()

    async def create(self, record: Record, items: Sequence[Item]) -> None:
        """The items first: a record stands for something that is complete."""
        for at in range(0, len(items), CHUNK_ITEMS):
            chunk = [item.model_dump() for item in items[at : at + CHUNK_ITEMS]]
            await self._objects.put(chunk_key(record.id, at), json.dumps(chunk).encode())
        await self._objects.create(f"{RECORDS}{record.id}.json", record.pack())

    async def ids(self) -> list[str]:
        """Of all batches, the oldest first."""
        return named(await self._objects.list(RECORDS))

    async def open(self) -> list[Record]:
        """Those that have not ended, the oldest first."""
        ids, ended = await asyncio.gather(self.ids(), self._objects.list(ENDS))
        records = [await self.record(batch) for batch in ids if f"{ENDS}{batch}.json" not in ended]
        return [record for record in records if not record.errors]

    async def record(self, batch: str) -> Record:
        found = await self._read(f"{RECORDS}{batch}.json", Record)
        if found is None:
            raise BatchNotFound(batch)
        return found

    async def item(self, batch: str, number: int) -> Item:
        key = chunk_key(batch, number)
        chunk = self._recall(key, list)
        if chunk is None:
            try:
                chunk = json.loads(await self._objects.get(key))
            except ObjectMissing:
                raise BatchNotFound(batch) from None
            self._remember(key, chunk)
        return Item.model_validate(chunk[number % CHUNK_ITEMS])

    async def add_result(self, batch: str, number: int, result: Result) -> None:
        outcome = "ok" if result.ok else "failed"
        name = f"{outcome}-{result.characters}-{round(result.audio_s * 1000)}.json"
        await self._objects.put(f"{results_of(batch)}{number:06d}/{name}", result.pack())

    async def has_result(self, batch: str, number: int) -> bool:
        return bool(await self._objects.list(f"{results_of(batch)}{number:06d}/"))

    async def results(self, batch: str) -> dict[int, Outcome]:
        """By number. Where two workers came to different ends, the good one counts."""
        found: dict[int, Outcome] = {}
        for key in await self._objects.list(results_of(batch)):
            number, outcome = parsed(key)
            if number not in found or outcome.ok:
                found[number] = outcome
        return found

    async def read_results(self, outcomes: Iterable[Outcome]) -> AsyncGenerator[Result, None]:
        """In that order, some of them side by side."""
        waiting = list(outcomes)
        for at in range(0, len(waiting), AT_ONCE):
            for data in await asyncio.gather(*(self._objects.get(each.key) for each in waiting[at : at + AT_ONCE])):
                yield Result.model_validate_json(data)

    async def cancel(self, batch: str) -> None:
        """Once is as good as often."""
        await self.record(batch)
        try:
            await self._objects.create(f"{CANCELS}{batch}.json", json.dumps({"at": int(time.time())}).encode())
        except ObjectExists:
            return

    async def cancelled_at(self, batch: str) -> int | None:
        """Unix time; None: nobody wants it cancelled."""
        try:
            return int(json.loads(await self._objects.get(f"{CANCELS}{batch}.json"))["at"])
        except ObjectMissing:
            return None

    async def end(self, batch: str, end: End) -> End:
        """The end that counts, which is the first one that anybody wrote."""
        try:
            await self._objects.create(f"{ENDS}{batch}.json", end.pack())
        except ObjectExists:
            return await self.ended(batch) or end
        return end

    async def ended(self, batch: str) -> End | None:
        return await self._read(f"{ENDS}{batch}.json", End)

    async def state(self, batch: str) -> State:
        record, end, cancelled_at = await asyncio.gather(
            self.record(batch), self.ended(batch), self.cancelled_at(batch)
        )
        results = {} if end or record.errors else await self.results(batch)
        return State(record, results, cancelled_at, end)

    async def delete(self, batch: str) -> None:
        """Its record last: what has one is complete."""
        for prefix in (f"{ITEMS}{batch}/", results_of(batch)):
            for key in await self._objects.list(prefix):
                await self._objects.delete(key)
        for prefix in (CANCELS, RECORDS, ENDS):
            await self._objects.delete(f"{prefix}{batch}.json")

    async def _read(self, key: str, kind: type[Kind]) -> Kind | None:
        """None where there is none. What is found is remembered, because it never changes."""
        found = self._recall(key, kind)
        if found is None:
            try:
                found = kind.model_validate_json(await self._objects.get(key))
            except (ObjectMissing, InvalidKey):
                return None
            self._remember(key, found)
        return found

    def _recall(self, key: str, kind: type[Kept]) -> Kept | None:
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found if isinstance(found, kind) else None

    def _remember(self, key: str, found: object) -> None:
        self._known[key] = found
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def chunk_key(batch: str, number: int) -> str:
    return f"{ITEMS}{batch}/{number // CHUNK_ITEMS:06d}.json"


def results_of(batch: str) -> str:
    return f"{RESULTS}{batch}/"


def parsed(key: str) -> tuple[int, Outcome]:
    """An item's number, and what the name of its result tells."""
    *_, number, name = key.split("/")
    outcome, characters, audio_ms = name.removesuffix(".json").split("-")
    return int(number), Outcome(key, outcome == "ok", int(characters), int(audio_ms) / 1000)


def named(keys: Iterable[str]) -> list[str]:
    """Ids, out of keys."""
    return [key.rpartition("/")[2].removesuffix(".json") for key in keys]
