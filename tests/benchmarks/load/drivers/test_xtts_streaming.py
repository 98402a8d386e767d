import asyncio
import io
import wave

import pytest
from aiohttp import web

from benchmarks.load.errors import NotForDriver, NotOpened
from benchmarks.load.workloads.prompt import Prompt

SPEAKERS = {
    name: {"speaker_embedding": [n, 0.5], "gpt_cond_latent": [[n, 0.25]]} for n, name in enumerate(("Ana", "Claribel"))
}


def header() -> bytes:
    """As that server sends it before it knows how much will come: of a file that is empty."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
    return out.getvalue()


class Server:
    """What it does with a request is `then`."""

    def __init__(self, then=None, speakers=SPEAKERS):
        self.asked, self.then, self.speakers = [], then or self.streams, speakers

    async def answer(self, request):
        if request.path == "/studio_speakers":
            return web.json_response(self.speakers)
        assert (request.method, request.path) == ("POST", "/tts_stream")
        self.asked.append(await request.json())
        if "speaker_embedding" not in self.asked[-1]:
            return web.Response(status=422)
        return await self.then(request)

    async def streams(self, request):
        response = web.StreamResponse()
        await response.prepare(request)
        for part in ([header()] if self.asked[-1]["add_wav_header"] else []) + [bytes(24_000)] * 2:
            await response.write(part)
            await asyncio.sleep(0.02)
        return response


async def test_a_wav_as_it_is_made(asking, judged):
    server = Server()
    outcome = await judged(await asking("xtts-streaming", server.answer), Prompt("Bonjour.", {"language": "fr"}))
    fields = {"text": "Bonjour.", "language": "fr", "add_wav_header": True, "stream_chunk_size": "20"}
    assert server.asked == [{**SPEAKERS["Ana"], **fields}]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(1.0))
    assert outcome.ttfa_ms < outcome.latency_ms


async def test_bare_samples_of_a_speaker_by_name(asking, judged):
    server = Server()
    driver = await asking("xtts-streaming", server.answer, voice="Claribel", audio_format="pcm")
    assert (await judged(driver, pcm_rate=24_000)).audio_s == pytest.approx(1.0)
    assert not server.asked[0]["add_wav_header"]
    assert server.asked[0]["speaker_embedding"] == SPEAKERS["Claribel"]["speaker_embedding"]


async def test_a_prompts_own_speaker(asking, judged):
    server = Server()
    driver = await asking("xtts-streaming", server.answer)
    assert (await judged(driver, Prompt("Hello.", {"voice": "Claribel"}))).error is None
    assert server.asked[0]["gpt_cond_latent"] == SPEAKERS["Claribel"]["gpt_cond_latent"]
    assert (await judged(driver, Prompt("Hello.", {"voice": "Nobody"}))).error == "status 422"


async def test_faults(asking, judged, fault):
    handler, kind, timeout_s = fault
    driver = await asking("xtts-streaming", Server(handler).answer)
    assert (await judged(driver, timeout_s=timeout_s)).error == kind


async def test_half_a_header_is_no_audio(asking, judged):
    async def half(_):
        return web.Response(body=header()[:22])

    assert (await judged(await asking("xtts-streaming", Server(half).answer))).error == "undecodable"


async def test_a_voice_that_the_server_does_not_have(asking):
    with pytest.raises(NotForDriver, match="--voice: the server has Ana, Claribel, not Nobody"):
        await asking("xtts-streaming", Server().answer, voice="Nobody")


@pytest.mark.parametrize("speakers", [{}, [], ["Ana"], {"Ana": 1}])
async def test_a_server_without_speakers(asking, speakers):
    with pytest.raises(NotOpened, match="--target"):
        await asking("xtts-streaming", Server(speakers=speakers).answer)


async def test_a_server_that_does_not_name_them(asking, fault):
    handler, kind, timeout_s = fault
    with pytest.raises(NotOpened, match=kind):
        await asking("xtts-streaming", handler, timeout_s=timeout_s)
