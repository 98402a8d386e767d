"""Locust replaces Python's sockets for the whole process, so it only ever runs in one of its own here."""

import asyncio
import csv
import os
import sys
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.load.null_server import CODECS, encoded

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[2]
FIRST_S, REST_S = 0.05, 0.05
MP3 = encoded(*CODECS["mp3"])


async def locust(seconds, *arguments, **environment):
    """Its exit status, and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "locust", "-f", "benchmarks/locustfile.py", "--headless"),
        *("-u", "4", "-r", "100", "-t", f"{seconds}s", *map(str, arguments)),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


def told(path):
    return csv.DictReader(path.read_text().splitlines())


class Speaking:
    """Sends headers at once, audio later, the rest later still; refuses every fourth, and breaks every fifth off."""

    def __init__(self) -> None:
        self.asked = list[dict]()

    async def speak(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.asked.append(asked)
        number = len(self.asked)
        if number % 4 == 0:
            return web.Response(status=429)
        response = web.StreamResponse()
        await response.prepare(request)
        await asyncio.sleep(FIRST_S)
        audio = bytes(4800) if asked["response_format"] == "pcm" else MP3
        await response.write(audio[:600])
        if number % 5 == 0:
            request.transport.abort()
            return response
        await asyncio.sleep(REST_S)
        await response.write(audio[600:])
        return response


async def test_locust_tells_times_to_first_audio_and_kinds_of_failures(tmp_path):
    speaking = Speaking()
    app = web.Application()
    app.router.add_post("/v1/audio/speech", speaking.speak)
    workload = tmp_path / "it.jsonl"
    workload.write_text('{"input": "One."}\n{"input": "Two.", "response_format": "mp3"}\n')
    asked = {"SPEECH_WORKLOAD": str(workload), "SPEECH_VOICE": "mine"}
    async with TestServer(app) as server:
        status, said = await locust(4, "--csv", tmp_path / "it", LOCUST_HOST=f"{server.make_url('/v1')}", **asked)
    assert status == 1, said  # as Locust ends where a request failed
    assert {"input": "Two.", "response_format": "mp3", "model": "tts-1", "voice": "mine"} in speaking.asked
    rows = {row["Type"]: row for row in told(tmp_path / "it_stats.csv")}
    assert FIRST_S * 1000 <= float(rows["TTFA"]["Min Response Time"]) < float(rows["TTFA"]["Max Response Time"])
    heard = int(rows["POST"]["Request Count"]) - int(rows["POST"]["Failure Count"])
    assert int(rows["TTFA"]["Request Count"]) == heard > 4
    assert int(rows["TTFA"]["Failure Count"]) == 0
    failures = [row["Error"] for row in told(tmp_path / "it_failures.csv")]
    assert sorted(error.split("'")[1] for error in failures) == ["broken off", "status 429"]


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"LOCUST_HOST": "nonsense"}, "--host: want http://HOST:PORT, not nonsense"),
        ({"SPEECH_WORKLOAD": "opera"}, "SPEECH_WORKLOAD: opera is neither a file nor one of phrases"),
        ({"SPEECH_FORMAT": "midi"}, "SPEECH_FORMAT is one of pcm"),
        ({"SPEECH_SEED": "one"}, "SPEECH_SEED and SPEECH_TIMEOUT_S are numbers"),
    ],
)
async def test_what_cannot_be_asked_for_is_said(environment, why):
    status, said = await locust(1, **{"LOCUST_HOST": "http://127.0.0.1:1", **environment})
    assert status == 2
    assert said.strip().splitlines()[-1].startswith(why)
