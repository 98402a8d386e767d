"""The store in memory, against a model that is obviously right."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cache.memory import MemoryStore
from cache.store import Store


class Model:
    """A list of entries, the least recently used first."""

    def __init__(self, max_bytes: int, max_entry_bytes: int, clock: Callable[[], float]) -> None:
        self.max_bytes, self.max_entry_bytes, self.clock = max_bytes, max_entry_bytes, clock
        self.entries: list[tuple[str, bytes, float]] = []

    def size_bytes(self) -> int:
        return sum(len(key) + len(data) for key, data, _ in self.entries)

    def drop(self, key: str) -> None:
        self.entries = [entry for entry in self.entries if entry[0] != key]

    def get(self, key: str) -> bytes | None:
        for entry in [entry for entry in self.entries if entry[0] == key]:
            self.drop(key)
            if self.clock() < entry[2]:
                self.entries.append(entry)
                return entry[1]
        return None

    def put(self, key: str, data: bytes, ttl_s: float) -> None:
        if len(data) > self.max_entry_bytes or len(key) + len(data) > self.max_bytes:
            return
        self.drop(key)
        self.entries.append((key, data, self.clock() + ttl_s))
        while self.size_bytes() > self.max_bytes:
            del self.entries[0]


KEYS = st.sampled_from(["a", "bb", "ccc", "dddd", "eeeee"])
STEPS = st.one_of(
    st.tuples(st.just("get"), KEYS),
    st.tuples(st.just("put"), KEYS, st.binary(max_size=24), st.integers(0, 5)),
    st.tuples(st.just("drop"), KEYS),
    st.tuples(st.just("sleep"), st.integers(1, 3)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, max_size=40), st.integers(0, 60), st.integers(0, 24))
def test_it_behaves_as_the_model(steps, max_bytes, max_entry_bytes):
    now = [0.0]
    store = MemoryStore(max_bytes, max_entry_bytes=max_entry_bytes, clock=lambda: now[0])
    model = Model(max_bytes, max_entry_bytes, lambda: now[0])

    async def run() -> None:
        for name, *arguments in steps:
            if name == "sleep":
                now[0] += arguments[0]
                continue
            assert await getattr(store, name)(*arguments) == getattr(model, name)(*arguments)
            assert store.size_bytes == model.size_bytes() <= max_bytes

    asyncio.run(run())


async def test_what_is_observed(clock):
    seen = []
    store: Store = MemoryStore(100, max_entry_bytes=50, observe=seen.append, clock=clock)
    await store.get("a")
    await store.put("a", b"x" * 51, 10)
    await store.put("a", b"x" * 50, 10)
    await store.get("a")
    clock.now += 10
    await store.get("a")
    assert seen == ["miss", "too_large", "stored", "hit", "miss"]


async def test_what_is_used_stays_and_the_rest_goes():
    store = MemoryStore(6)
    for key in "abc":
        await store.put(key, b"x", 10)
    await store.get("a")
    await store.put("d", b"x", 10)
    assert [await store.get(key) for key in "abcd"] == [b"x", None, b"x", b"x"]


async def test_entries_without_data_are_not_free():
    store = MemoryStore(640)
    for n in range(100):
        await store.put(f"{n:064}", b"", 10)
    assert store.size_bytes == 640


async def test_nothing_larger_than_the_whole_is_stored_and_nothing_goes_for_it():
    store = MemoryStore(10)
    await store.put("a", b"x", 10)
    await store.put("b", b"x" * 10, 10)
    assert [await store.get("a"), await store.get("b")] == [b"x", None]


@pytest.mark.parametrize("ttl_s", [0, -1])
async def test_no_time_to_live_is_gone_at_once(ttl_s):
    store = MemoryStore(10)
    await store.put("a", b"x", ttl_s)
    assert await store.get("a") is None


async def test_closing_forgets():
    store = MemoryStore(10)
    await store.put("a", b"x", 10)
    await store.close()
    assert (await store.get("a"), store.size_bytes) == (None, 0)
