"""Performing: an item is the speech request that it is, in the lane that makes way, and its failure is its own."""

from pathlib import Path

import pytest

from cache.errors import ObjectsUnavailable
from cache.memory import MemoryStore
from deployments.api.catalogue import Catalogue
from deployments.api.performing import Performing
from deployments.settings import Batches, Limits, Settings
from models.voice import Voices
from pipeline.batch.record import Item, Outline
from pipeline.delivery import Deliveries
from pipeline.joining import Renders
from pipeline.kept import Responses
from pipeline.spool import SpoolSpace


@pytest.fixture
def house(make_house, tmp_path: Path):
    return make_house(home=tmp_path, engines=("fake",))


@pytest.fixture
def specs() -> list:
    return []


@pytest.fixture
def perform(house, specs):
    def frames(spec):
        specs.append(spec)
        return house.frames(spec)

    renders = Renders(frames, SpoolSpace(2**26), Responses(MemoryStore(0), ttl_s=1, max_bytes=0))
    catalogue = Catalogue(
        Settings(engines={"fake": {}}, default_voice="fake", model_aliases=("tts-1",)), Voices.built_in({"fake"})
    )
    performing = Performing(catalogue, renders, Deliveries(house.objects), Limits(timeout_s=1), Batches(timeout_s=99))

    async def run(body: dict, book: Outline | None = None):
        record = type("Record", (), {"book": book})
        return await performing(record, Item(custom_id="a", body=body), "batch_1-0")

    return run


async def test_an_item_is_delivered_and_described(perform, house, specs):
    result = await perform({"input": "Hello there.", "response_format": "flac"})
    assert (result.ok, result.custom_id, result.request_id, result.characters) == (True, "a", "batch_1-0", 12)
    assert result.audio_s == result.body["duration_s"] > 0
    assert len(await house.objects.get(result.body["id"])) == result.body["bytes"]
    assert (specs[0].lane, specs[0].timeout_s, specs[0].request_id) == ("batch", 99, "batch_1-0")


async def test_the_second_time_it_is_found(perform, house):
    first, second = [await perform({"input": "Hello there."}) for _ in range(2)]
    assert not first.body["cached"]
    assert second.body["cached"]
    assert [kind for kind, _ in house.engine.events].count("start") == 1
    assert second.audio_s == first.audio_s


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({}, 400, "input"),
        ({"input": " "}, 400, "input"),
        ({"input": "a", "voice": "nobody"}, 400, "voice"),
        ({"input": "a", "speed": "fast"}, 400, "speed"),
        ({"input": "Boom."}, 503, None),
        ({"input": "Bug."}, 500, None),
    ],
)
async def test_what_fails_is_told_as_the_speech_route_tells_it(perform, house, body, status, param):
    result = await perform(body)
    assert (result.status_code, result.body["error"]["param"]) == (status, param)
    assert result.body["error"]["message"]
    assert await house.objects.list("audio/") == {}


async def test_a_chapter_is_there_for_the_book_too(perform, house):
    outline = Outline(title="T", chapters=("One",))
    result = await perform({"input": "Hello there.", "response_format": "mp3"}, outline)
    assert result.body["format"] == "mp3"
    assert (await house.objects.about(result.chapter_key)).metadata["format"] == "aac"
    assert [kind for kind, _ in house.engine.events].count("start") <= 2


async def test_a_store_that_is_away_is_not_the_items_fault(perform, tmp_path):
    (tmp_path / "objects").write_text("no folder")
    with pytest.raises(ObjectsUnavailable):
        await perform({"input": "Hello there."})
