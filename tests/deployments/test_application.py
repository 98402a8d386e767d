"""The whole application under Ray Serve and HAProxy, with real parts failing."""

import asyncio
import io
import json
import re
import signal
import time

import aiohttp
import av
import httpx
import psutil
import pytest

from benchmarks.serving import Server
from k8s.monitoring.exported import OF_SCRAPE, exported, ray_metrics

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]


@pytest.fixture
async def client(server: Server):
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=server.url, timeout=60, limits=limits) as client:
        yield client


def say(text: str, **fields: object) -> dict[str, object]:
    return {"input": text, "response_format": "pcm", **fields}


def letters(n: int) -> str:
    """A number that normalisation leaves as long as it is."""
    return "".join("abcdefghij"[int(digit)] for digit in str(n))


async def seconds(client: httpx.AsyncClient, text: str, **fields: object) -> float:
    """Audio seconds of the answer, which must be a good one."""
    response = await client.post("/v1/audio/speech", json=say(text, **fields))
    assert response.status_code == 200, response.text
    return len(response.content) / 2 / 24000


async def test_a_sentence_is_spoken_in_its_exact_length(client):
    assert await seconds(client, "x" * 30) == pytest.approx(2.0)


async def test_espeak_speaks_german_as_mp3(client):
    response = await client.post("/v1/audio/speech", json={"input": "Guten Tag.", "voice": "espeak", "language": "de"})
    assert response.headers["content-type"] == "audio/mpeg"
    assert response.headers["x-declaim-engine"] == "espeak"
    with av.open(io.BytesIO(response.content)) as audio:
        assert sum(frame.samples for frame in audio.decode(audio=0)) / 22050 > 0.4


async def test_vits_speaks_many_at_once(client):
    """The same to the sample when there is nobody beside it: see tests/models/vits."""
    asked = [{**say(f"A sentence in {letters(n)}.", voice="small"), "response_format": "wav"} for n in range(100, 108)]
    answers = await asyncio.gather(*(client.post("/v1/audio/speech", json=each) for each in asked))
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-declaim-engine"] == "vits"
        with av.open(io.BytesIO(answer.content)) as audio:
            assert sum(frame.samples for frame in audio.decode(audio=0)) / 8000 > 0.2


@pytest.mark.parametrize("name", ["mp3", "opus", "aac", "flac", "wav", "pcm"])
async def test_fifty_times_made_anew_it_is_the_same_to_the_byte(client, name):
    asked = {"input": "Again and again. And once more.", "voice": "espeak", "response_format": name}
    anew = {"Cache-Control": "no-store"}
    answers = await asyncio.gather(*(client.post("/v1/audio/speech", json=asked, headers=anew) for _ in range(50)))
    assert {answer.headers["x-declaim-cache"] for answer in answers} == {"miss"}
    assert len({answer.content for answer in answers}) == 1


async def test_the_log_follows_a_request_and_keeps_its_text_to_itself(client, server, comes_to_rest):
    def told() -> list[dict]:
        return [json.loads(line) for line in server.log_lines() if '"request_id": "follow-me"' in line]

    text = "Nobody else needs to know about the butler."
    asked = {"input": text, "voice": "espeak"}
    await client.post("/v1/audio/speech", json=asked, headers={"X-Request-Id": "follow-me"})
    expected = {f"declaim_{name}" for name in ("Ingress", "Encoder", "Synthesizer-espeak")}
    await comes_to_rest(lambda: {line["deployment"] for line in told()}, expected)
    assert not [line for line in server.log_lines() if "butler" in line]
    (account,) = [line for line in told() if line["message"] == "speech ok"]
    assert (account["characters"], account["segments"], account["cache"]) == (len(text), 1, "miss")


SAMPLE = re.compile(r"^(\w+)\{(.*)\} \S+$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="')

METRICS = {
    "ray_declaim_requests_total",
    "ray_declaim_ttfa_seconds_count",
    "ray_declaim_audio_served_seconds_total",
    "ray_declaim_segments_total",
    "ray_declaim_audio_made_seconds_total",
    "ray_declaim_rtf_count",
    "ray_declaim_encoded_seconds_total",
    "ray_declaim_encoder_cpu_seconds_total",
    "ray_declaim_cache_total",
    "ray_declaim_characters_total",
    "ray_declaim_open_renders",
    "ray_declaim_queued_audio_seconds",
    "ray_declaim_objects_total",
    "ray_declaim_batches_open",
    "ray_serve_deployment_request_counter_total",
}


async def test_metrics_of_every_deployment_are_on_one_page(client):
    """Each process reports every two seconds."""
    await client.post("/v1/audio/speech", json=say("To be counted.", voice="espeak", response_format="opus"))
    missing = METRICS
    for _ in range(50):
        lines = (await client.get("/metrics")).text.splitlines()
        missing = METRICS - {line.split("{")[0] for line in lines}
        if not missing:
            break
        await asyncio.sleep(0.2)
    assert not missing


async def test_gauges_stay_on_the_page_while_nothing_happens(client):
    """Ray forgets those that are not set again for two reports, four seconds."""
    await client.post("/v1/audio/speech", json=say("Before the rest.", voice="espeak"))
    await asyncio.sleep(6)
    names = {line.split("{")[0] for line in (await client.get("/metrics")).text.splitlines()}
    assert {f"ray_declaim_{name}" for name in ("open_renders", "queued_audio_seconds", "batch_running")} <= names
    assert {"ray_serve_deployment_replica_healthy", "ray_serve_application_status"} <= names


async def test_metrics_have_the_labels_that_dashboards_and_rules_use(client):
    """Ours as they are declared, and those of Ray's that are listed."""
    await client.post("/v1/audio/speech", json=say("To be counted.", voice="espeak"))
    listed = {name: set(labels) for name, labels in ray_metrics()["server"].items()}
    found: dict[str, set[str]] = {}
    for _ in range(60):
        page = (await client.get("/metrics")).text
        found = {name: set(LABEL.findall(labels)) for name, labels in SAMPLE.findall(page)}
        if listed.keys() | {"ray_declaim_ttfa_seconds_bucket"} <= found.keys():
            break
        await asyncio.sleep(0.5)
    assert not {name for name, labels in listed.items() if labels - found.get(name, set())}, found.keys()
    ours = {name: labels for name, labels in found.items() if name.startswith("ray_declaim_")}
    known = exported().labels
    assert not {name for name, labels in ours.items() if known[name] - OF_SCRAPE - labels}


async def test_the_request_id_comes_back_once(client):
    response = await client.get("/health", headers={"X-Request-Id": "mine-1"})
    assert response.headers.get_list("x-request-id") == ["mine-1"]


async def test_it_is_ready(client):
    assert (await client.get("/readyz")).json() == {"status": "ready"}


async def test_an_engine_that_fails_is_a_503_that_says_so(client):
    response = await client.post("/v1/audio/speech", json=say("This fails."))
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "engine_failed"


async def test_an_engine_that_hangs_is_a_504_in_time(client):
    response = await client.post("/v1/audio/speech", json=say("This hangs.", timeout_s=0.5))
    assert response.status_code == 504
    assert response.json()["error"]["param"] == "timeout_s"


async def test_a_failure_after_the_first_byte_breaks_the_body_off(client):
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post("/v1/audio/speech", json=say("This breaks after its first chunk of audio."))


@pytest.mark.parametrize("fault", ["fails", "hangs"])
async def test_where_an_engine_cannot_speak_another_does_and_the_answer_says_so(client, fault):
    asked = say(f"This sentence {fault}.", voice="fragile", timeout_s=2)
    for _ in range(2):
        response = await client.post("/v1/audio/speech", json=asked)
        assert response.status_code == 200, response.text
        told = {name: response.headers.get(f"x-declaim-{name}") for name in ("engine", "fallback")}
        assert told == {"engine": "espeak", "fallback": "true"}
        assert response.headers["x-declaim-cache"] != "hit"
        assert len(response.content) / 2 / 24000 > 0.5
    refused = await client.post("/v1/audio/speech", json={**asked, "fallback": "never"})
    assert refused.status_code == {"fails": 503, "hangs": 504}[fault]


async def test_an_engine_that_fails_again_and_again_is_left_alone_and_comes_back(client):
    async def fell_back(text: str) -> bool:
        response = await client.post("/v1/audio/speech", json=say(text, voice="fragile"))
        assert response.status_code == 200
        return "x-declaim-fallback" in response.headers

    assert not await fell_back("It is well.")
    assert all([await fell_back(f"Number {letters(n)} fails.") for n in range(40)])
    assert await fell_back("It would be well again.")
    await asyncio.sleep(2)
    assert not await fell_back("It is well again.")


async def test_a_text_that_kills_its_replica_each_time_is_a_clean_error_or_spoken_by_another_engine(client):
    deadly = {"fake": "This text dies.", "fragile": "This one dies."}
    asked = [say(text, voice=voice, timeout_s=60) for voice, text in deadly.items()]
    lost, spoken = await asyncio.gather(*(client.post("/v1/audio/speech", json=each) for each in asked))
    assert lost.status_code in {503, 504}
    assert lost.json()["error"]["code"] in {"engine_lost", "timeout"}
    assert (spoken.status_code, spoken.headers.get("x-declaim-fallback")) == (200, "true")
    assert await seconds(client, "And on it goes.") > 0


async def test_no_request_fails_when_a_synthesizer_is_killed(client, server):
    texts = [f"Sentence {letters(n)} has to be spoken whole, whatever happens." for n in range(200)]
    gate = asyncio.Semaphore(32)

    async def one(text: str) -> float:
        async with gate:
            return await seconds(client, text, timeout_s=120)

    requests = [asyncio.create_task(one(text)) for text in texts]
    await asyncio.gather(*requests[:40])
    server.replica("Synthesizer-fake").send_signal(signal.SIGKILL)
    lengths = await asyncio.gather(*requests)
    assert lengths == [pytest.approx(len(text) / 15, abs=1 / 24000) for text in texts]


@pytest.mark.parametrize("deployment", ["Encoder", "Normalizer"])
async def test_no_request_fails_when_another_replica_is_killed(client, server, deployment):
    """The Normalizer reads what comes behind the first sentence."""
    rest = " It goes on. And on. It is not over yet." if deployment == "Normalizer" else ""
    texts = [f"{deployment}, sentence {letters(n)}: long enough to be in the middle of it.{rest}" for n in range(60)]
    requests = [asyncio.create_task(seconds(client, text, timeout_s=120)) for text in texts]
    await asyncio.wait(requests, return_when=asyncio.FIRST_COMPLETED)
    server.replica(deployment).send_signal(signal.SIGKILL)
    lengths = await asyncio.gather(*requests)
    assert lengths == await asyncio.gather(*[seconds(client, text, timeout_s=120) for text in texts])
    if not rest:
        assert lengths == [pytest.approx(len(text) / 15, abs=1 / 24000) for text in texts]


async def test_joined_requests_outlive_their_leader(client):
    body = say("Everyone wants to hear this one sentence, " * 5)

    async def listen() -> tuple[str, bytes]:
        response = await client.post("/v1/audio/speech", json=body)
        return response.headers["x-declaim-cache"], response.content

    leader = asyncio.create_task(listen())
    await asyncio.sleep(0.1)
    others = [asyncio.create_task(listen()) for _ in range(9)]
    await asyncio.sleep(0.1)
    leader.cancel()
    answers = await asyncio.gather(*others)
    assert {cache for cache, _ in answers} == {"joined"}
    assert len({content for _, content in answers}) == 1
    assert len(answers[0][1]) / 2 / 24000 == pytest.approx(len(str(body["input"]).strip()) / 15, abs=0.1)


async def test_disconnected_requests_free_their_slots(client):
    """All eight slots are taken by audio that lasts 20 s; the ninth request does not wait for them."""
    long = [asyncio.create_task(seconds(client, f"{n} " + "word " * 1200, timeout_s=60)) for n in range(8)]
    await asyncio.sleep(0.5)
    for request in long:
        request.cancel()
    begun = time.monotonic()
    await seconds(client, "Me next.")
    assert time.monotonic() - begun < 15


async def test_a_thousand_at_once_are_admitted_or_refused_and_nothing_else(server):
    # aiohttp, because httpx itself takes half a minute for so many connections.
    async with aiohttp.ClientSession(server.url, connector=aiohttp.TCPConnector(limit=0)) as session:

        async def one(n: int) -> tuple[int, str | None, bytes]:
            async with session.post("/v1/audio/speech", json=say(f"Request number {n}.")) as answer:
                return answer.status, answer.headers.get("Retry-After"), await answer.read()

        answers = await asyncio.gather(*(one(n) for n in range(1000)))
    refused = [(int(retry or 0), json.loads(body)) for status, retry, body in answers if status == 429]
    assert {status for status, _, _ in answers} == {200, 429}
    assert all(retry >= 1 and body["error"]["code"] == "overloaded" for retry, body in refused)


async def test_a_body_of_ten_megabytes_is_refused(client):
    response = await client.post("/v1/audio/speech", content=b'{"input": "' + b"a" * 10_000_000 + b'"}')
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"


async def test_a_half_closed_socket_harms_nobody(client, server):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    body = b'{"input": "Half of me is gone.", "response_format": "pcm"}'
    writer.write(b"POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    writer.write_eof()
    await asyncio.wait_for(reader.read(), 30)
    writer.close()
    assert await seconds(client, "Still here.") > 0


async def test_half_a_request_harms_nobody(client, server):
    sockets = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(20)]
    for _, writer in sockets:
        writer.write(b'POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"input"')
    assert await seconds(client, "Still here too.") > 0
    for _, writer in sockets:
        writer.close()


def test_what_listens_beyond_loopback_is_what_the_manual_names(server):
    """See the table of ports in docs/operations.md."""
    ours = [psutil.Process(server.process.pid), *server.processes()]
    listeners = [(p, c.laddr) for p in ours for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
    raylet = next(process for process in ours if process.name() == "raylet")
    front = {server.port, int(raylet.environ()["RAY_SERVE_FALLBACK_PROXY_HTTP_PORT"]), *range(30_000, 31_000)}
    found = {address.port: address.ip for _, address in listeners if address.port in front}
    assert len(found) == 3
    assert set(found.values()) == {"127.0.0.1"}
    public = [process for process, address in listeners if address.ip != "127.0.0.1"]
    proxies = [process for process in public if process.name() == "haproxy"]
    assert len(proxies) == 2  # statistics and metrics
    assert not [" ".join(p.cmdline()) for p in public if p not in proxies and not is_ray(p)]


def is_ray(process: psutil.Process) -> bool:
    return any("ray" in word or word == "deployments" for word in process.cmdline())
