"""When an engine is asked, and what becomes known of it."""

import time
from dataclasses import replace
from math import inf

import pytest

from models.engine import Segment
from models.errors import EngineFailed, EngineLost, EngineSpared
from models.fake import FakeEngine
from pipeline.engines import UNOBSERVED, Engines, Patience, Terms
from pipeline.load import Load

HELLO = Segment(text="Hello there.", language="en-us")
PATIENCE = Patience(first_audio_s=30, failures=1, open_s=100)


@pytest.fixture
def script():
    """What replicas say before their audio, one after the other: loads, or errors."""
    return []


@pytest.fixture
def engines(script):
    async def replica(segment, voice):
        said = script.pop(0) if script else None
        if isinstance(said, Load):
            yield said
        async for chunk in FakeEngine().synthesize(segment, voice):
            if isinstance(said, Exception):
                raise said
            yield chunk
        yield Load(3, 1)

    return Engines(replica, PATIENCE, UNOBSERVED)


@pytest.fixture
def ask(engines, voice):
    async def whole(longest_wait_s: float | None) -> float:
        chunks = engines.ask(Terms(5, longest_wait_s=longest_wait_s), HELLO, voice)
        return sum([chunk.duration_s async for chunk in chunks])

    return whole


async def test_loads_are_heard_and_not_passed_on(engines, ask, script):
    script += [Load(20, 2)]
    assert await ask(30) == pytest.approx(0.8)
    assert engines.wait_s("fake") == pytest.approx(13 / 2, abs=0.1)


async def test_a_wait_that_is_too_long_is_refused_at_the_first_item_and_then_before_it(engines, ask, script):
    script += [Load(100, 2), Load(0, 2)]
    for left in (1, 1):
        with pytest.raises(EngineSpared, match="behind"):
            await ask(30)
        assert len(script) == left


async def test_nothing_is_refused_to_who_has_no_other_choice(ask, script):
    script += [Load(100, 2), EngineFailed("fake", "x")]
    assert await ask(None) > 0
    with pytest.raises(EngineFailed):
        await ask(None)
    assert await ask(None) > 0


async def test_an_engine_that_is_left_alone_is_waited_for_without_end(engines, ask, script):
    script += [EngineFailed("fake", "x")]
    with pytest.raises(EngineFailed):
        await ask(30)
    assert engines.wait_s("fake") == inf
    with pytest.raises(EngineSpared, match="left alone"):
        await ask(30)


async def test_a_replica_s_death_is_not_heard_and_the_next_may_have_a_queue(engines, ask, script):
    script += [EngineLost("fake"), Load(10, 2)]
    assert await ask(30) == pytest.approx(0.8)


async def test_what_has_begun_has_all_the_time_again_when_a_replica_dies(voice):
    """It may take a while until another is there."""
    left_s = []

    async def dying(segment, voice):
        left_s.append(segment.deadline - time.time())
        async for chunk in FakeEngine().synthesize(replace(segment, deadline=None), voice):
            yield chunk
            if len(left_s) == 1:
                raise EngineLost("fake")

    chunks = Engines(dying, PATIENCE, UNOBSERVED).ask(Terms(60, 2, 30), HELLO, voice)
    assert sum([chunk.duration_s async for chunk in chunks]) == pytest.approx(0.8)
    assert left_s == [pytest.approx(2, abs=1), pytest.approx(60, abs=1)]
