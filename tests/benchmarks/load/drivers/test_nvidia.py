import pytest
from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt


def answering(asked, body):
    async def answer(request):
        assert request.content_type == "multipart/form-data"
        asked.append((request.path, dict(await request.post())))
        return web.Response(body=body)

    return answer


async def test_one_wav(asking, judged, encoded):
    asked = []
    driver = await asking("nvidia", answering(asked, encoded("wav", "pcm_s16le")), voice="Magpie.EN-US.Aria")
    outcome = await judged(driver)
    fields = {"language": "en-US", "voice": "Magpie.EN-US.Aria", "text": "Hello there."}
    assert asked == [("/v1/audio/synthesize", fields)]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(2.0, abs=0.01))


async def test_bare_samples_at_the_rate_that_was_asked_for(asking, judged):
    asked = []
    driver = await asking("nvidia-online", answering(asked, bytes(44_100)), pcm_rate=44_100)
    outcome = await judged(driver, Prompt("Hallo.", {"language": "de-DE"}), pcm_rate=44_100)
    fields = {"language": "de-DE", "sample_rate_hz": "44100", "text": "Hallo."}
    assert asked == [("/v1/audio/synthesize_online", fields)]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(0.5))
