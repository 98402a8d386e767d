"""Finished responses are found again, or not at all."""

from dataclasses import replace

import pytest

from cache.memory import MemoryStore
from pipeline.frames import Finished, Started
from pipeline.kept import Kept, Responses

KEPT = Kept(Started("fake", 24000, fallback=False), Finished(1.5, 12, 1, 0, 0, cacheable=True), b"audio\nwith lines\n")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(1000)


@pytest.fixture
def responses(store) -> Responses:
    return Responses(store, ttl_s=60, max_bytes=100)


async def test_it_is_found_again(responses, make_spec):
    spec = make_spec()
    assert await responses.find(spec) is None
    await responses.keep(spec, KEPT)
    assert await responses.find(spec) == KEPT
    assert await responses.find(make_spec("Something else.")) is None


@pytest.mark.parametrize("policy", ["renew", "off"])
async def test_it_is_not_looked_for_when_it_shall_be_made_anew(responses, make_spec, policy):
    await responses.keep(make_spec(), KEPT)
    assert await responses.find(make_spec(cache=policy)) is None


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"{}\naudio", b"[]\n", b"not json\naudio", b'{"started": {}}\n', b"\xff\n"]
)
async def test_an_entry_that_is_not_ours_is_dropped(responses, store, make_spec, data):
    await store.put(make_spec().key, data, 60)
    assert await responses.find(make_spec()) is None
    assert store.size_bytes == 0


def test_some_are_not_for_others(responses, make_spec):
    def keeps(policy="use", size=100, cacheable=True):
        return responses.keeps(make_spec(cache=policy), replace(KEPT.finished, cacheable=cacheable), size)

    assert keeps()
    assert keeps(policy="renew")
    assert not keeps(policy="off")
    assert not keeps(size=101)
    assert not keeps(cacheable=False)
