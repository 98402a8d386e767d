"""A queue in one file, for the processes of one machine: SQLite. Each method is one statement, done whole or not."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cache.errors import QueueUnavailable
from cache.queue import LEASE_S, Buried, Claim, Priority

BUSY_S = 5.0
"""How long to wait for another process that writes; each needs milliseconds."""

VERSION = 1
"""Of the tables."""

RANKS: dict[Priority, int] = {"high": 0, "normal": 1, "low": 2}

SCHEMA = f"""
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS items (
    place INTEGER PRIMARY KEY,  -- the order in which they came
    batch TEXT NOT NULL,
    item INTEGER NOT NULL,  -- -1: the batch itself, which is held as long as this row is there
    rank INTEGER NOT NULL,
    state TEXT NOT NULL,  -- new, claimed, done or dead
    tries INTEGER NOT NULL DEFAULT 0,
    token TEXT,
    until REAL,  -- Unix time at which the lease runs out
    reason TEXT,
    UNIQUE (batch, item)
);
CREATE INDEX IF NOT EXISTS turns ON items (state, rank, place);
CREATE TABLE IF NOT EXISTS leader (one INTEGER PRIMARY KEY, worker TEXT NOT NULL, until REAL NOT NULL);
PRAGMA user_version = {VERSION};
"""

ADD = """
INSERT INTO items (batch, item, rank, state)
SELECT :batch, -1, :rank, 'done' UNION ALL SELECT :batch, value, :rank, 'new' FROM json_each(:items)
WHERE true ON CONFLICT DO NOTHING
"""

CLAIM = """
UPDATE items SET state = 'claimed', tries = tries + 1, token = hex(randomblob(16)), until = :until
WHERE place IN (
    SELECT place FROM (
        SELECT * FROM (
            SELECT 0 AS turn, rank, place FROM items
            WHERE state = 'claimed' AND until NOT BETWEEN :now AND :latest ORDER BY rank, place LIMIT :most
        ) UNION ALL SELECT * FROM (
            SELECT 1 AS turn, rank, place FROM items WHERE state = 'new' ORDER BY rank, place LIMIT :most
        )
    ) ORDER BY turn, rank, place LIMIT :most
)
RETURNING tries = 1, rank, place, batch, item, tries, token
"""

KEEP = """
UPDATE items SET until = :until WHERE state = 'claimed' AND token IN (SELECT value FROM json_each(:tokens))
"""

GIVE_BACK = "UPDATE items SET token = NULL, until = 0 WHERE state = 'claimed' AND token = :token"

DONE = "UPDATE items SET state = 'done', reason = NULL WHERE batch = :batch AND item = :item"

BURY = """
UPDATE items SET state = 'dead', reason = :reason
WHERE batch = :batch AND item = :item AND state IN ('new', 'claimed')
"""

LEAD = """
INSERT INTO leader VALUES (1, :worker, :until) ON CONFLICT DO UPDATE SET worker = :worker, until = :until
WHERE worker = :worker OR until NOT BETWEEN :now AND :latest
RETURNING one
"""


class SqliteQueue:
    """See Queue. The file is made when it is first needed, its folder too, for its owner's eyes alone."""

    def __init__(self, path: Path, worker: str, *, clock: Callable[[], float] = time.time) -> None:
        """`worker` is this one's name and nobody else's, `clock` Unix time."""
        self._path = path
        self._worker = worker
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._turn = asyncio.Lock()

    async def add(self, batch: str, items: Sequence[int], priority: Priority) -> None:
        await self._run(ADD, batch=batch, rank=RANKS[priority], items=json.dumps(list(items)))

    async def holds(self, batch: str) -> bool:
        return bool(await self._run("SELECT 1 FROM items WHERE batch = :batch AND item = -1", batch=batch))

    async def claim(self, most: int) -> Sequence[Claim]:
        rows = await self._run(CLAIM, most=most, **self._times())
        return [Claim(*claim) for _new, _rank, _place, *claim in sorted(rows)]

    async def keep(self, claims: Sequence[Claim]) -> None:
        await self._run(KEEP, tokens=json.dumps([claim.token for claim in claims]), **self._times())

    async def give_back(self, claim: Claim) -> None:
        await self._run(GIVE_BACK, token=claim.token)

    async def done(self, claim: Claim) -> None:
        await self._run(DONE, batch=claim.batch, item=claim.item)

    async def bury(self, claim: Claim, reason: str) -> None:
        await self._run(BURY, batch=claim.batch, item=claim.item, reason=reason)

    async def buried(self, batch: str) -> Sequence[Buried]:
        dead = "SELECT batch, item, reason FROM items WHERE batch = :batch AND state = 'dead' ORDER BY item"
        return [Buried(*row) for row in await self._run(dead, batch=batch)]

    async def forget(self, batch: str) -> None:
        await self._run("DELETE FROM items WHERE batch = :batch", batch=batch)

    async def lead(self) -> bool:
        return bool(await self._run(LEAD, worker=self._worker, **self._times()))

    async def close(self) -> None:
        async with self._turn:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _times(self) -> dict[str, float]:
        """A lease that ends after the latest is from before the clock was put back, and over. The latest is well after
        the end of any new one, since we may wait for the file while others claim."""
        now = self._clock()
        return {"now": now, "until": now + LEASE_S, "latest": now + 10 * LEASE_S}

    async def _run(self, statement: str, **values: str | float) -> list[Any]:
        """Even when cancelled it waits: the next one has the same connection."""
        async with self._turn:
            work = asyncio.ensure_future(asyncio.to_thread(self._execute, statement, values))
            try:
                return await asyncio.shield(work)
            except asyncio.CancelledError:
                await asyncio.wait([work])
                raise
            except (OSError, sqlite3.Error) as error:
                raise QueueUnavailable(f"{self._path}: {getattr(error, 'strerror', None) or error}") from None

    def _execute(self, statement: str, values: dict[str, str | float]) -> list[Any]:
        if self._connection is None:
            self._connection = connect(self._path)
        return self._connection.execute(statement, values).fetchall()


def connect(path: Path) -> sqlite3.Connection:
    """Each statement commits by itself. Raises OSError, sqlite3.Error, QueueUnavailable."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """For others who do the same at the same time SQLite does not wait by itself, as it does everywhere else."""
    give_up = time.monotonic() + BUSY_S
    while True:
        try:
            return make_tables(connection, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(BUSY_S / 1000)


def make_tables(connection: sqlite3.Connection, path: Path) -> None:
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    if version not in (0, VERSION):
        raise QueueUnavailable(f"{path} is of another version of Declaim. Delete it: batches are kept elsewhere.")
    connection.executescript(SCHEMA)
