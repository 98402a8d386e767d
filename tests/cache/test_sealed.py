"""What comes out is what was put in, or nothing."""

import pytest

from cache.memory import MemoryStore
from cache.sealed import Sealed


@pytest.fixture
def inner() -> MemoryStore:
    return MemoryStore(1000)


async def test_it_comes_out_as_it_went_in(inner):
    store = Sealed(inner)
    for data in (b"", b"audio"):
        await store.put("key", data, 60)
        assert await store.get("key") == data
    assert await store.get("another") is None


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"", lambda data: b"z" * 40]
)
async def test_what_was_harmed_is_gone(inner, harm):
    store = Sealed(inner)
    await store.put("key", b"audio", 60)
    await inner.put("key", harm(await inner.get("key")), 60)
    assert await store.get("key") is None
    assert inner.size_bytes == 0


async def test_dropping_and_closing_reach_the_store(inner):
    store = Sealed(inner)
    await store.put("one", b"audio", 60)
    await store.put("two", b"audio", 60)
    await store.drop("one")
    assert await store.get("one") is None
    await store.close()
    assert inner.size_bytes == 0
