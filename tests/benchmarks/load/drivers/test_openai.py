import time

import pytest
from aiohttp import web

from benchmarks.load.drivers.openai import OpenAI
from benchmarks.load.errors import StatusRefused
from benchmarks.load.workloads.prompt import Prompt

HELLO = Prompt("Hello.", {"language": "en"})


async def spoken(driver, prompt=HELLO) -> bytes:
    return b"".join([arrival.data async for arrival in driver.speak(prompt)])


async def test_what_is_asked_and_answered(asking):
    asked = []

    async def answer(request):
        asked.append((request.method, request.path, request.headers["Authorization"], await request.json()))
        return web.Response(body=b"audio")

    driver = await asking("openai", answer, voice="v", audio_format="mp3", api_key="secret")
    assert await spoken(driver) == b"audio"
    fields = {"model": "tts-1", "voice": "v", "response_format": "mp3", "language": "en", "input": "Hello."}
    assert asked == [("POST", "/v1/audio/speech", "Bearer secret", fields)]


async def test_a_prompt_may_have_a_voice_of_its_own(session):
    async def answer(request):
        return web.Response(body=(await request.json())["voice"].encode())

    driver = OpenAI(await session(answer), {"voice": "theirs"})
    assert await spoken(driver, Prompt("Hello.", {"voice": "its own"})) == b"its own"


async def test_no_success_is_a_refusal(session):
    async def answer(_):
        return web.Response(status=429)

    with pytest.raises(StatusRefused) as caught:
        await spoken(OpenAI(await session(answer), {}))
    assert caught.value.status == 429


async def test_a_text_is_asked_for_when_it_is_complete(session):
    async def answer(request):
        return web.Response(body=(await request.json())["input"].encode())

    driver, begun_s = OpenAI(await session(answer), {}), time.monotonic()
    assert await spoken(driver, Prompt("Word by word.", words_per_s=50.0)) == b"Word by word."
    assert time.monotonic() - begun_s >= 0.04
