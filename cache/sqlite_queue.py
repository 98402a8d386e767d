"""The queue of one machine, in a file of SQLite's. Every step is one statement, so it is done whole or not at all."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from cache.errors import QueueUnavailable
from cache.queue import LEASE_S, Buried, Claim, Priority

RANKS: dict[Priority, int] = {"high": 0, "normal": 1, "low": 2}
BUSY_S = 5.0
"""What a statement waits for those of other processes."""

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS batches (batch TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS items (
    number INTEGER PRIMARY KEY,
    batch TEXT NOT NULL,
    item INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dead')),
    tries INTEGER NOT NULL DEFAULT 0,
    token TEXT,
    leased_until REAL,
    reason TEXT,
    UNIQUE (batch, item)
);
CREATE INDEX IF NOT EXISTS open_items ON items (rank, number) WHERE state = 'open';
CREATE TABLE IF NOT EXISTS leader (only INTEGER PRIMARY KEY CHECK (only = 0), worker TEXT, until REAL);
"""

ADD = """
INSERT OR IGNORE INTO items (batch, item, rank)
SELECT :batch, value, :rank FROM json_each(:items) ORDER BY key
"""
CLAIM = """
UPDATE items SET tries = tries + 1, token = :token, leased_until = :until
WHERE number IN (
    SELECT number FROM items WHERE state = 'open' AND coalesce(leased_until, 0) <= :now
    ORDER BY leased_until IS NULL, rank, number LIMIT :most
)
RETURNING tries = 1, rank, number, batch, item, tries
"""
KEEP = """
UPDATE items SET leased_until = :until
WHERE batch = :batch AND item = :item AND token = :token AND state = 'open'
"""
GIVE_BACK = """
UPDATE items SET leased_until = 0
WHERE batch = :batch AND item = :item AND token = :token AND state = 'open'
"""
SETTLE = "UPDATE items SET state = :state, reason = :reason WHERE batch = :batch AND item = :item AND state = 'open'"
LEAD = """
INSERT INTO leader VALUES (0, :worker, :until)
ON CONFLICT DO UPDATE SET worker = :worker, until = :until WHERE worker = :worker OR until <= :now
RETURNING worker
"""


class SqliteQueue:
    """For any number of processes of one machine; `worker` names this one. `clock` gives Unix time."""

    def __init__(
        self, path: Path, worker: str, *, lease_s: float = LEASE_S, clock: Callable[[], float] = time.time
    ) -> None:
        self._path, self._worker, self._lease_s, self._clock = path, worker, lease_s, clock
        self._connection: sqlite3.Connection | None = None
        self._turn = asyncio.Lock()
        self._claims = count()

    async def add(self, batch: str, items: Sequence[int], priority: Priority) -> None:
        told = {"batch": batch, "rank": RANKS[priority], "items": json.dumps(list(items))}
        await self._run(ADD, told)
        await self._run("INSERT OR IGNORE INTO batches VALUES (:batch)", {"batch": batch})

    async def holds(self, batch: str) -> bool:
        return bool(await self._run("SELECT 1 FROM batches WHERE batch = :batch", {"batch": batch}))

    async def claim(self, most: int) -> Sequence[Claim]:
        now, token = self._clock(), f"{self._worker}-{next(self._claims)}"
        found = await self._run(CLAIM, {"token": token, "now": now, "until": now + self._lease_s, "most": most})
        return [Claim(batch, item, tries, token) for *_, batch, item, tries in sorted(found)]

    async def keep(self, claims: Sequence[Claim]) -> None:
        until = self._clock() + self._lease_s
        for claim in claims:
            await self._run(KEEP, {**named(claim), "until": until})

    async def give_back(self, claim: Claim) -> None:
        await self._run(GIVE_BACK, named(claim))

    async def done(self, claim: Claim) -> None:
        await self._run(SETTLE, {**named(claim), "state": "done", "reason": None})

    async def bury(self, claim: Claim, reason: str) -> None:
        await self._run(SETTLE, {**named(claim), "state": "dead", "reason": reason})

    async def buried(self, batch: str) -> Sequence[Buried]:
        dead = "SELECT item, reason FROM items WHERE batch = :batch AND state = 'dead' ORDER BY number"
        return [Buried(batch, item, reason) for item, reason in await self._run(dead, {"batch": batch})]

    async def forget(self, batch: str) -> None:
        for table in ("batches", "items"):  # the batch first: what is not held is added again
            await self._run(f"DELETE FROM {table} WHERE batch = :batch", {"batch": batch})  # noqa: S608 - our own names

    async def lead(self) -> bool:
        now = self._clock()
        return bool(await self._run(LEAD, {"worker": self._worker, "now": now, "until": now + self._lease_s}))

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _run(self, statement: str, told: dict[str, object]) -> list[Any]:
        async with self._turn:
            try:
                return await asyncio.to_thread(self._execute, statement, told)
            except (sqlite3.Error, OSError) as error:
                raise QueueUnavailable(
                    f"{self._path}: {error}. If it is damaged delete it, while the server is stopped: nothing is lost"
                ) from None

    def _execute(self, statement: str, told: dict[str, object]) -> list[Any]:
        if self._connection is None:
            self._connection = opened(self._path)
        return self._connection.execute(statement, told).fetchall()


def opened(path: Path) -> sqlite3.Connection:
    """Each of whose statements is a transaction. Threads take turns at it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def named(claim: Claim) -> dict[str, object]:
    return {"batch": claim.batch, "item": claim.item, "token": claim.token}
