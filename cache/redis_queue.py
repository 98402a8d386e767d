"""The queue of many machines, on Redis Streams: a stream for each priority, and one group of consumers, the workers.

    queue:high, :normal, :low    an entry for each item that is to be done
    queue:batch:BATCH            a hash, by item: how often it was claimed, or `done`, or `dead`
    queue:dead:BATCH             a hash, by item: why it is not tried again
    queue:leader                 the worker that leads

Every step is one script, so that it is done whole or not at all. Entries of what is done or forgotten are dropped when
they are met.
"""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from redis.exceptions import RedisError

from cache.errors import QueueUnavailable
from cache.queue import LEASE_S, Buried, Claim, Priority
from cache.redis_server import PREFIX, RedisServer

QUEUE = f"{PREFIX}queue:"
PRIORITIES: tuple[Priority, ...] = ("high", "normal", "low")
STREAMS = [f"{QUEUE}{priority}" for priority in PRIORITIES]
BATCH, DEAD, LEADER = f"{QUEUE}batch:", f"{QUEUE}dead:", f"{QUEUE}leader"
IDLE_MS = 3_600_000
"""After which a worker that has nothing is taken for dead, and its name forgotten."""

ADD = """
for _, item in ipairs(cjson.decode(ARGV[2])) do
  if redis.call('HSETNX', KEYS[2], item, 0) == 1 then
    redis.call('XADD', KEYS[1], '*', 'batch', ARGV[1], 'item', item)
  end
end
redis.call('HSET', KEYS[2], 'added', 'yes')
"""

CLAIM = """
local worker, lease_ms, most, batches = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local found, dropped = {}, 0
local function take(stream, entry)
  if not entry or not entry[2] then return end
  local batch, item = entry[2][2], entry[2][4]
  if tonumber(redis.call('HGET', batches .. batch, item) or '') then
    local tries = redis.call('HINCRBY', batches .. batch, item, 1)
    found[#found + 1] = {stream, entry[1], batch, item, tries}
  else
    redis.call('XACK', stream, 'workers', entry[1])
    redis.call('XDEL', stream, entry[1])
    dropped = dropped + 1
  end
end
local function expired(stream)
  local ids = {}
  for _, each in ipairs(redis.call('XPENDING', stream, 'workers', 'IDLE', lease_ms, '-', '+', most - #found)) do
    ids[#ids + 1] = each[1]
  end
  if #ids == 0 then return ids end
  local entries = redis.call('XCLAIM', stream, 'workers', worker, lease_ms, unpack(ids))
  -- Those that are no longer in the stream stay pending in Redis 6.2.
  if #entries < #ids then redis.call('XACK', stream, 'workers', unpack(ids)) end
  return entries
end
local function new(stream)
  local read = redis.call('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', most - #found, 'STREAMS', stream, '>')
  return read and read[1] and read[1][2] or {}
end
for _, stream in ipairs(KEYS) do redis.pcall('XGROUP', 'CREATE', stream, 'workers', '0', 'MKSTREAM') end
for _, entries_of in ipairs({expired, new}) do
  for _, stream in ipairs(KEYS) do
    while #found < most and dropped < 10000 do
      local entries = entries_of(stream)
      if #entries == 0 then break end
      for _, entry in ipairs(entries) do take(stream, entry) end
    end
  end
end
return found
"""

OWN = """
local function own(stream, entry, worker)
  local pending = redis.pcall('XPENDING', stream, 'workers', entry, entry, 1)
  return not pending.err and pending[1] and pending[1][2] == worker
end
"""

KEEP = f"""{OWN}
for n = 2, #ARGV do
  if own(KEYS[1], ARGV[n], ARGV[1]) then redis.call('XCLAIM', KEYS[1], 'workers', ARGV[1], 0, ARGV[n], 'JUSTID') end
end
"""

GIVE_BACK = f"""{OWN}
if own(KEYS[1], ARGV[2], ARGV[1]) then
  redis.call('XCLAIM', KEYS[1], 'workers', ARGV[1], 0, ARGV[2], 'IDLE', ARGV[3], 'JUSTID')
end
"""

SETTLE = """
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
  if ARGV[3] == 'dead' then redis.call('HSET', KEYS[3], ARGV[2], ARGV[4]) end
end
redis.pcall('XACK', KEYS[1], 'workers', ARGV[1])
redis.call('XDEL', KEYS[1], ARGV[1])
"""

LEAD = """
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
for n = 2, #KEYS do
  local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[n], 'workers')
  for _, each in ipairs(consumers.err and {} or consumers) do
    if each[4] == 0 and each[6] > tonumber(ARGV[3]) then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[n], 'workers', each[2])
    end
  end
end
return 1
"""


class RedisQueue:
    """For any number of workers anywhere; `worker` names this one."""

    def __init__(self, server: RedisServer, worker: str, *, lease_s: float = LEASE_S) -> None:
        self._server, self._worker, self._lease_ms = server, worker, round(lease_s * 1000)

    async def add(self, batch: str, items: Sequence[int], priority: Priority) -> None:
        keys = (f"{QUEUE}{priority}", BATCH + batch)
        await self._eval(ADD, keys, batch, json.dumps([str(item) for item in items]))

    async def holds(self, batch: str) -> bool:
        return bool(await self._call("EXISTS", BATCH + batch))

    async def claim(self, most: int) -> Sequence[Claim]:
        found = await self._eval(CLAIM, STREAMS, self._worker, self._lease_ms, most, BATCH)
        return [
            Claim(batch.decode(), int(item), tries, f"{stream.decode()} {entry.decode()}")
            for stream, entry, batch, item, tries in found
        ]

    async def keep(self, claims: Sequence[Claim]) -> None:
        places = sorted(map(place, claims))
        for stream, of_stream in groupby(places, key=lambda found: found[0]):
            await self._eval(KEEP, [stream], self._worker, *(entry for _, entry in of_stream))

    async def give_back(self, claim: Claim) -> None:
        stream, entry = place(claim)
        await self._eval(GIVE_BACK, [stream], self._worker, entry, self._lease_ms)

    async def done(self, claim: Claim) -> None:
        await self._settle(claim, "done")

    async def bury(self, claim: Claim, reason: str) -> None:
        await self._settle(claim, "dead", reason)

    async def buried(self, batch: str) -> Sequence[Buried]:
        reply = await self._call("HGETALL", DEAD + batch)
        told = reply.items() if isinstance(reply, dict) else zip(reply[::2], reply[1::2], strict=True)
        return sorted((Buried(batch, int(item), reason.decode()) for item, reason in told), key=lambda each: each.item)

    async def forget(self, batch: str) -> None:
        await self._call("UNLINK", BATCH + batch, DEAD + batch)

    async def lead(self) -> bool:
        return bool(await self._eval(LEAD, [LEADER, *STREAMS], self._worker, self._lease_ms, IDLE_MS))

    async def close(self) -> None:
        await self._server.close()

    async def _settle(self, claim: Claim, state: str, reason: str = "") -> None:
        stream, entry = place(claim)
        keys = (stream, BATCH + claim.batch, DEAD + claim.batch)
        await self._eval(SETTLE, keys, entry, claim.item, state, reason)

    async def _eval(self, script: str, keys: Sequence[str], *arguments: str | int) -> Any:
        return await self._call("EVAL", script, len(keys), *keys, *arguments)

    async def _call(self, command: str, *arguments: str | int) -> Any:
        try:
            return await self._server.call(command, *arguments)
        except RedisError as error:
            raise QueueUnavailable(str(error)) from None


def place(claim: Claim) -> tuple[str, str]:
    """Stream and entry."""
    stream, _, entry = claim.token.partition(" ")
    return stream, entry
