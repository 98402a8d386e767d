"""For those who use Locust: listeners of a speech server, with the harness's workloads, decoding and kinds of errors.

    locust -f benchmarks/locustfile.py --headless --host http://127.0.0.1:8000 -u 8 -t 30s

from the repository's folder, which asks in OpenAI's way. The environment says what for: SPEECH_WORKLOAD (a name or a
file, see docs/performance.md), SPEECH_SEED, SPEECH_MODEL, SPEECH_VOICE, SPEECH_FORMAT, SPEECH_API_KEY,
SPEECH_TIMEOUT_S.

The row POST is whole answers, TTFA the time to the first audio that decodes; the row Aggregated adds up both and says
nothing. Locust's users are a closed loop: each waits for an answer before it asks again. A server that stands still is
asked by nobody meanwhile, so that the time which listeners would have waited is missing from the percentiles;
`python -m benchmarks load --rate` has it.
"""

import http.client
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import urlsplit

import gevent
from locust import User, constant, events, task
from locust.env import Environment
from locust.exception import CatchResponseError

from benchmarks.load import errors
from benchmarks.load.outcome import Judge
from benchmarks.load.recording import Recording
from benchmarks.load.workloads import prompts
from benchmarks.load.workloads.prompt import FORMATS, Prompt

TOLD = {name.removeprefix("SPEECH_"): value for name, value in os.environ.items() if name.startswith("SPEECH_")}
FORMAT = TOLD.get("FORMAT", FORMATS[0])
JUDGE = Judge(0.0, float("inf"), pcm_rate=24_000, raw=FORMAT == "pcm")
FAILURES = (*errors.FAILURES, http.client.HTTPException)
KINDS = {
    ConnectionRefusedError: "connection refused",
    socket.gaierror: "not connected",
    http.client.HTTPException: "broken off",
}
"""Errors of this client, where the harness knows its own client's; the first that fits counts."""


def given() -> tuple[Iterator[Prompt], float]:
    """What is asked for, and how many seconds an answer may take."""
    if FORMAT not in FORMATS:
        refuse(f"SPEECH_FORMAT is one of {', '.join(FORMATS)}, not {FORMAT}")
    try:
        seed, timeout_s = int(TOLD.get("SEED", secrets.randbits(32))), float(TOLD.get("TIMEOUT_S", 120))
    except ValueError:
        refuse("SPEECH_SEED and SPEECH_TIMEOUT_S are numbers")
    try:
        return prompts(TOLD.get("WORKLOAD", "sentences"), seed), timeout_s
    except errors.LoadError as error:
        refuse(f"SPEECH_WORKLOAD: {error}")


def refuse(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    sys.exit(2)


PROMPTS, TIMEOUT_S = given()


def check_host(environment: Environment, **_: object) -> None:
    """With Locust's page it may still be typed in."""
    options = environment.parsed_options
    if options and options.headless and not urlsplit(environment.host or "").hostname:
        refuse(f"--host: want http://HOST:PORT, not {environment.host}")


events.init.add_listener(check_host)  # type: ignore[no-untyped-call]


class Listener(User):
    """Asks, listens to the end, and asks again, over a connection of its own."""

    wait_time = constant(0)

    def on_start(self) -> None:
        target = urlsplit((self.host or "").rstrip("/").removesuffix("/v1"))
        connection = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        self._connection = connection(target.hostname or "", target.port)
        self._path = f"{target.path}/v1/audio/speech"

    def on_stop(self) -> None:
        self._connection.close()

    @task
    def listen(self) -> None:
        recording = self._recorded(next(PROMPTS))
        # In a thread: to decode an answer here would hold up those who listen.
        outcome = gevent.get_hub().threadpool.apply(JUDGE.outcome, (recording,))
        self._tell("POST", outcome.latency_ms, recording.marks[-1][1] if recording.marks else 0, outcome.error)
        if outcome.ttfa_ms is not None:
            self._tell("TTFA", outcome.ttfa_ms)

    def _recorded(self, prompt: Prompt) -> Recording:
        due_s = time.monotonic()
        recording = Recording(due_s, due_s, len(prompt.text), audio_format=prompt.audio_format)
        body = bytearray()
        try:
            with gevent.Timeout(TIMEOUT_S, TimeoutError):
                for data in self._heard(prompt):
                    body += data
                    recording.marks.append((time.monotonic(), len(body)))
        except FAILURES as error:
            self._connection.close()
            recording.error = kind(error)
        recording.body, recording.ended_s = bytes(body), time.monotonic()
        return recording

    def _heard(self, prompt: Prompt) -> Iterator[bytes]:
        """The body as it comes. Raises one of FAILURES unless it is complete."""
        if prompt.words_per_s:
            time.sleep((len(prompt.text.split()) - 1) / prompt.words_per_s)
        self._connection.request("POST", self._path, json.dumps(asked(prompt)), headers())
        response = self._connection.getresponse()
        if response.status != 200:
            response.read()
            raise errors.StatusRefused(response.status)
        while data := response.read1():
            yield data
        if response.length:
            raise errors.BrokenOff

    def _tell(self, what: str, taken_ms: float, size: int = 0, error: str | None = None) -> None:
        self.environment.events.request.fire(
            request_type=what,
            name="speech",
            response_time=taken_ms,
            response_length=size,
            exception=CatchResponseError(error) if error else None,
            context={},
        )


def kind(error: Exception) -> str:
    return next((name for known, name in KINDS.items() if isinstance(error, known)), errors.kind(error))


def asked(prompt: Prompt) -> dict[str, Any]:
    own = {name: TOLD[name.upper()] for name in ("model", "voice") if name.upper() in TOLD}
    return {"model": "tts-1", "response_format": FORMAT, **own, **prompt.fields, "input": prompt.text}


def headers() -> dict[str, str]:
    key = {"Authorization": f"Bearer {TOLD['API_KEY']}"} if "API_KEY" in TOLD else {}
    return {"Content-Type": "application/json", **key}
