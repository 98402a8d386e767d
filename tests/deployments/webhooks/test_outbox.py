"""The outbox: what is in it stays in it, added twice or looked for from elsewhere."""

import asyncio
import logging

import pytest

from cache.errors import ObjectsUnavailable
from deployments.webhooks.delivery import Answer
from deployments.webhooks.errors import MessageNotFound
from deployments.webhooks.outbox import DUE, Outbox, done_key, due_key
from tests.deployments.webhooks.conftest import NOW, SECRET, message


@pytest.fixture
def outbox(objects, clock) -> Outbox:
    return Outbox(objects, clock)


async def settle(outbox: Outbox, status: int = 200) -> None:
    for key in [key for key in await outbox.due() if key.endswith(".json")]:
        await outbox.write((await outbox.read(key)).after(Answer(status), NOW, 0))


async def test_what_was_added_is_due_and_known_to_every_process(outbox, objects, clock):
    await outbox.add(message())
    (state,) = await Outbox(objects, clock).states("batch_1")
    assert (state.message, state.status, state.attempts, state.next_attempt_at) == (message(), "due", 0, NOW)
    assert list(await outbox.due()) == [due_key("batch_1", "evt_1")]


async def test_adding_twice_is_harmless_at_any_time(outbox):
    await asyncio.gather(*(outbox.add(message()) for _ in range(5)))
    assert len(await outbox.due()) == 1
    await settle(outbox, 500)
    await outbox.add(message())
    assert [state.attempts for state in await outbox.states("batch_1")] == [1]
    await settle(outbox)
    await outbox.add(message())
    assert not await outbox.due()
    assert [state.status for state in await outbox.states("batch_1")] == ["delivered"]


async def test_what_is_settled_is_kept_and_not_due(outbox):
    await outbox.add(message())
    await outbox.add(message(name="evt_2"))
    await settle(outbox, 410)
    assert not await outbox.due()
    states = await outbox.states("batch_1")
    assert {state.message.id: (state.status, state.outcome) for state in states} == {
        "evt_1": ("given_up", "status 410"),
        "evt_2": ("given_up", "status 410"),
    }


async def test_states_are_those_of_one_batch(outbox):
    await outbox.add(message(batch="batch_1"))
    await outbox.add(message(batch="batch_12"))
    await outbox.add(message(batch="batch_1-2"))
    assert [state.message.batch for state in await outbox.states("batch_1")] == ["batch_1"]
    assert await outbox.states("batch_2") == []


@pytest.mark.parametrize("settled", [True, False])
async def test_a_replay_begins_anew(outbox, clock, settled):
    await outbox.add(message())
    key = due_key("batch_1", "evt_1")
    await outbox.write((await outbox.read(key)).after(Answer(410 if settled else 500), NOW, 0))
    await outbox.replay("batch_1", "evt_1")
    clock.now += 2
    (mark,) = [key for key in await outbox.due() if key.endswith(".again")]
    await outbox.renew(mark)
    (state,) = await outbox.states("batch_1")
    assert (state.status, state.attempts, state.next_attempt_at) == ("due", 0, NOW + 2)
    assert list(await outbox.due()) == [key]


async def test_what_there_is_not_cannot_be_replayed(outbox):
    await outbox.add(message())
    for batch, name in (("batch_1", "evt_2"), ("batch_2", "evt_1")):
        with pytest.raises(MessageNotFound, match=name):
            await outbox.replay(batch, name)


async def test_a_mark_without_a_message_goes(outbox, objects):
    await objects.put(f"{DUE}batch_1.evt_1.again", b"")
    await outbox.renew(f"{DUE}batch_1.evt_1.again")
    assert not await outbox.due()


async def test_what_is_forgotten_is_gone_with_its_secret(outbox, tmp_path):
    await outbox.add(message())
    await settle(outbox)
    await outbox.add(message(name="evt_2"))
    await outbox.replay("batch_1", "evt_1")
    await outbox.add(message(batch="batch_2"))
    await outbox.forget("batch_1")
    assert await outbox.states("batch_1") == []
    assert list(await outbox.due()) == [due_key("batch_2", "evt_1")]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and SECRET in path.read_text()] == [
        "batch_2.evt_1.json"
    ]


@pytest.mark.parametrize("status", [200, 500])
async def test_what_was_forgotten_on_its_way_does_not_come_back(outbox, status):
    await outbox.add(message())
    sent = await outbox.read(due_key("batch_1", "evt_1"))
    await outbox.forget("batch_1")
    await outbox.write(sent.after(Answer(status), NOW, 0))
    assert await outbox.states("batch_1") == []


async def test_who_died_between_settling_and_clearing_leaves_it_due(outbox, objects):
    await outbox.add(message())
    sent = await outbox.read(due_key("batch_1", "evt_1"))
    await objects.put(done_key("batch_1", "evt_1"), sent.after(Answer(200), NOW, 0).model_dump_json().encode())
    assert [state.status for state in await outbox.states("batch_1")] == ["due"]


async def test_what_is_no_message_is_logged_and_left(outbox, objects, caplog):
    await objects.put(due_key("batch_1", "evt_1"), b"{}")
    with caplog.at_level(logging.WARNING, "ray.serve"):
        assert await outbox.states("batch_1") == []
    assert "outbox/due/batch_1.evt_1.json in the object store is no webhook message" in caplog.text


async def test_a_store_that_is_away_is_no_acceptance(outbox, tmp_path):
    (tmp_path / "objects").write_text("no folder")
    with pytest.raises(ObjectsUnavailable):
        await outbox.add(message())
    with pytest.raises(ObjectsUnavailable):
        await outbox.states("batch_1")
