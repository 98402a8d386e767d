import time

from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt


async def test_it_waits_for_no_words(asking):
    async def answer(request):
        return web.Response(body=(await request.json())["input"].encode())

    driver, begun_s = await asking("null", answer), time.monotonic()
    assert [arrival.data async for arrival in driver.speak(Prompt("One two.", words_per_s=0.5))] == [b"One two."]
    assert time.monotonic() - begun_s < 1
