import pytest
from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt


async def test_what_is_asked_and_answered(asking, judged, encoded):
    asked = []

    async def answer(request):
        asked.append((request.method, request.path, dict(request.query)))
        return web.Response(body=encoded("wav", "pcm_s16le"))

    driver = await asking("coqui", answer, voice="p225")
    outcome = await judged(driver, Prompt("Ça va & toi?", {"language": "fr"}))
    fields = {"text": "Ça va & toi?", "speaker_id": "p225", "language_id": "fr"}
    assert asked == [("GET", "/api/tts", fields)]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(2.0, abs=0.01))


async def test_without_a_voice_it_is_the_servers(asking, judged):
    asked = []

    async def answer(request):
        asked.append(dict(request.query))
        return web.Response(body=b"RIFF")

    assert (await judged(await asking("coqui", answer))).error == "undecodable"
    assert asked == [{"text": "Hello there.", "speaker_id": "", "language_id": ""}]
