import pytest
from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt


def answering(asked, body):
    async def answer(request):
        asked.append((request.path, request.query["output_format"], await request.json()))
        assert request.headers["xi-api-key"] == "secret"
        return web.Response(body=body)

    return answer


async def test_mp3(asking, judged, encoded):
    asked = []
    handler = answering(asked, encoded("mp3", "libmp3lame"))
    outcome = await judged(await asking("elevenlabs", handler, voice="v", api_key="secret"))
    fields = {"model_id": "eleven_multilingual_v2", "text": "Hello there."}
    assert asked == [("/v1/text-to-speech/v/stream", "mp3_44100_128", fields)]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(2.0, abs=0.1))


async def test_pcm_and_what_a_prompt_brings(asking, judged):
    asked = []
    handler, chosen = answering(asked, bytes(48_000)), {"audio_format": "pcm", "pcm_rate": 16_000, "model": "m"}
    driver = await asking("elevenlabs", handler, voice="v", api_key="secret", **chosen)
    outcome = await judged(driver, Prompt("Hallo.", {"voice": "w", "language": "de"}), pcm_rate=16_000)
    fields = {"model_id": "m", "language_code": "de", "text": "Hallo."}
    assert asked == [("/v1/text-to-speech/w/stream", "pcm_16000", fields)]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(1.5))
