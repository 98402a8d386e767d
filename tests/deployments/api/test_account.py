"""Every well-formed speech request is accounted for, once."""

import asyncio

import pytest

TEXT = "Hello there."


async def test_what_was_spoken(make_house):
    house = make_house(kept_bytes=1_000_000)
    for cache in ("miss", "hit"):
        await house.speak(TEXT, response_format="wav")
        account = house.accounts[-1]
        assert (account.outcome, account.cache) == ("ok", cache)
        assert (account.finished.characters, account.finished.segments) == (len(TEXT), 1)
        assert 0 < account.ttfa_s <= account.total_s
    assert len(house.accounts) == 2


async def test_who_joined(make_house):
    house = make_house()
    await asyncio.gather(*(house.speak(TEXT) for _ in range(3)))
    assert sorted(account.cache for account in house.accounts) == ["joined", "joined", "miss"]


@pytest.mark.parametrize(
    ("text", "heard"), [("Boom.", False), ("Hello there. Boom.", True), ("Crack of a whip.", True), ("Bug", False)]
)
async def test_what_failed(make_house, text, heard):
    house = make_house()
    await house.speak(text)
    (account,) = house.accounts
    assert account.outcome == "failed"
    assert (account.ttfa_s is not None) == heard
    assert account.finished is None


async def test_who_was_turned_away(make_house, until):
    house = make_house(limits={"max_open_renders": 1})
    waiting = asyncio.create_task(house.speak("Stuck."))
    await until(lambda: len(house.engine.events) > 0)
    assert (await house.speak(TEXT)).status_code == 429
    waiting.cancel()
    assert house.accounts[0].outcome == "refused"


async def test_who_left(make_house, wire, until):
    house = make_house()
    request = wire(house, input="Hello there. Stuck.")
    await request.until_sent(2)
    request.gone.set()
    await until(lambda: len(house.accounts) > 0)
    assert (house.accounts[0].outcome, house.accounts[0].cache) == ("left", "miss")


async def test_what_was_not_understood_is_not_there(make_house):
    house = make_house()
    assert (await house.speak("")).status_code == 400
    assert house.accounts == []
