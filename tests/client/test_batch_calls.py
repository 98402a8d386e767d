"""Files and batches by both clients: against the real application, and where it would take luck to fail, a script."""

from pathlib import Path

import pytest

from declaim import BadRequest, Batch, ConnectionFailed, Declaim, NotFound, ServerFailed, Unauthorized
from declaim.deliveries import Delivery
from declaim.retries import WATCHING_RETRIES
from tests.client.workshop import BOOK, LINK_S, lines

BATCH = {"id": "batch_1", "status": "in_progress", "created_at": 1, "input_file_id": "file-1"}
DELIVERY = {"id": "audio/a b.mp3", "bytes": 3, "duration_s": 1.0, "characters": 2}
DELIVERY |= {"format": "mp3", "voice": "v", "engine": "e"}
FILE = {"id": "file-1", "filename": "in.jsonl", "bytes": 1, "created_at": 1}


@pytest.fixture
def at(workshop) -> dict[str, str]:
    return {"base_url": workshop.url}


async def ended(workshop, ask, at, audio, ending="completed", source=None, **options) -> Batch:
    """A batch that has, with its items spoken like that."""
    submitted = await ask(at, "submit", source or lines(*audio), **options)
    await workshop.speak(submitted.id, audio)
    await workshop.end(submitted.id, ending)
    return await ask(at, "batch", submitted.id)


async def test_a_delivery_leads_to_the_audio(at, ask, tmp_path):
    delivery = await ask(at, "speak_url", "Hello there.", voice="fake", response_format="wav")
    assert (delivery.format, delivery.voice, delivery.engine, delivery.fallback) == ("wav", "fake", "fake", False)
    await ask(at, "download", delivery.url, tmp_path / "hello.wav")
    assert (tmp_path / "hello.wav").stat().st_size == delivery.bytes


async def test_a_delivery_is_asked_for_again_like_a_speech(http, ask):
    http.refuses(503)
    http.answers({**DELIVERY, "url": "http://x/", "news": "of later versions"})
    assert isinstance(await ask({"base_url": http.url}, "speak_url", "Hi", timeout_s=1.0), Delivery)
    assert http.requests[1][2]["delivery"] == "url"


@pytest.mark.parametrize("as_file", [True, False])
async def test_a_file_is_uploaded(workshop, at, ask, tmp_path, as_file):
    (tmp_path / "in.jsonl").write_bytes(lines("a"))
    content = tmp_path / "in.jsonl" if as_file else lines("a")
    file = await ask(at, "upload_file", content, None if as_file else "mine.jsonl")
    assert file.filename == ("in.jsonl" if as_file else "mine.jsonl")
    assert await workshop.files.content(file.id) == lines("a")


async def test_a_batch_is_submitted_with_what_all_items_share(workshop, at, ask, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(lines("a", "b"))
    options = {"priority": "high", "completion_window": "90m", "metadata": {"a": "b"}, "voice": "fake", "speed": 2.0}
    batch = await ask(at, "submit", tmp_path / "in.jsonl", **options, seed=None)
    assert (batch.status, batch.request_counts.total, batch.ended) == ("in_progress", 2, False)
    assert (batch.priority, batch.metadata, batch.expires_at - batch.created_at) == ("high", {"a": "b"}, 5400)
    assert (await workshop.ledger.item(batch.id, 1)).body == {"input": "Text", "voice": "fake", "speed": 2.0}


async def test_a_text_is_a_book(workshop, at, ask):
    batch = await ask(at, "submit", "It was a night.", voice="fake")
    assert (await workshop.ledger.record(batch.id)).book is not None
    assert (await workshop.ledger.item(batch.id, 0)).body["voice"] == "fake"


async def test_a_file_with_wrong_lines_is_told(at, ask):
    batch = await ask(at, "submit", lines("a") + b"{\n")
    assert (batch.status, batch.ended, batch.errors[0].line) == ("failed", True, 2)
    with pytest.raises(BadRequest):
        await ask(at, "cancel_batch", batch.id)


async def test_batches_are_listed_and_cancelled(at, ask):
    batch = await ask(at, "submit", lines("a"))
    assert (await ask(at, "batches"))[0] == batch
    assert (await ask(at, "cancel_batch", batch.id)).status == "cancelling"
    with pytest.raises(NotFound):
        await ask(at, "batch", "no/such")


async def test_the_list_goes_on_over_pages(http, ask):
    http.answers({"data": [BATCH, {**BATCH, "id": "batch_2"}], "has_more": True})
    http.answers({"data": [{**BATCH, "id": "batch_3"}], "has_more": False})
    found = await ask({"base_url": http.url}, "batches")
    assert [batch.id for batch in found] == ["batch_1", "batch_2", "batch_3"]
    assert http.requests[1][0] == "/v1/batches?limit=100&after=batch_2"


@pytest.mark.parametrize(("method", "arguments"), [("upload_file", (b"x",)), ("submit", (b"x",))])
async def test_what_creates_something_is_sent_once(http, ask, slept, method, arguments):
    http.refuses(503)
    with pytest.raises(ServerFailed):
        await ask({"base_url": http.url}, method, *arguments)
    http.answers(FILE)
    http.hangs_up()
    with pytest.raises(ConnectionFailed):
        await ask({"base_url": http.url}, "submit", b"x")
    assert (len(http.requests), slept) == (3, [])


async def test_an_option_that_does_not_exist_is_refused_before_anything_is_uploaded(http, ask):
    with pytest.raises(TypeError, match=r"submit\(\): prority"):
        await ask({"base_url": http.url}, "submit", b"x", prority="high")
    assert http.requests == []


async def test_a_batch_is_watched_until_it_has_ended(http, ask, slept):
    for status in ("in_progress", "finalizing", "completed"):
        http.answers({**BATCH, "status": status})
    seen = await ask({"base_url": http.url}, "watch", "batch_1", every_s=7)
    assert [batch.status for batch in seen] == ["in_progress", "finalizing", "completed"]
    assert slept == [7, 7]


async def test_a_server_that_goes_away_while_a_batch_is_watched_is_waited_for(http, ask, slept):
    http.answers(BATCH)
    for _ in range(5):
        http.hangs_up()
        http.refuses(503)
    http.answers({**BATCH, "status": "completed"})
    assert (await ask({"base_url": http.url}, "watch", "batch_1"))[-1].ended
    assert len(slept) == 11


async def test_a_server_that_was_never_there_is_not_waited_for_as_long(refusing_port, ask, slept):
    with pytest.raises(ConnectionFailed):
        await ask({"base_url": f"http://127.0.0.1:{refusing_port}"}, "watch", "batch_1")
    assert len(slept) < WATCHING_RETRIES


async def test_results_are_what_became_of_each(workshop, at, ask):
    batch = await ended(workshop, ask, at, {"a": b"sound", "b": None}, "expired", source=lines("a", "b", "c"))
    results = {result.custom_id: result for result in await ask(at, "results", batch)}
    assert (results["a"].delivery.bytes, results["a"].error) == (5, None)
    assert (results["b"].delivery, results["b"].error.message) == (None, "No engine for b.")
    assert results["c"].error.code == "batch_expired"
    assert batch.status == "expired"


async def test_audio_is_fetched_and_what_is_there_is_left_alone(workshop, at, ask, tmp_path):
    audio = {f"item {n}": bytes([n] * n) for n in range(1, 10)} | {"bad": None}
    batch = await ended(workshop, ask, at, audio)
    paths = await ask(at, "fetch", batch, tmp_path / "new" / "folder")
    assert {path.name: path.read_bytes() for path in paths} == {f"{k}.mp3": v for k, v in audio.items() if v}
    assert sorted(paths) == sorted((tmp_path / "new" / "folder").iterdir())
    kept, half, gone = paths[:3]
    kept.write_bytes(kept.read_bytes()[::-1].replace(b"\x01", b"\x02"))
    half.write_bytes(b"")
    gone.unlink()
    before = kept.read_bytes()
    assert await ask(at, "fetch", batch, tmp_path / "new" / "folder") == paths
    assert kept.read_bytes() == before
    assert {half.read_bytes(), gone.read_bytes()} == {audio["item 2"], audio["item 3"]}


async def test_ids_do_not_lead_out_of_the_folder(workshop, at, ask, tmp_path):
    ids = ["../../etc/passwd", "/etc/passwd", "a/b", "a_b", " ", ".", "..", "x" * 5000, "A", "a", "nul\0", "a\\..\\b"]
    batch = await ended(workshop, ask, at, {each: each.encode()[:20] + bytes([n]) for n, each in enumerate(ids)})
    paths = await ask(at, "fetch", batch, tmp_path / "out")
    assert len(set(paths)) == len(ids)
    assert sorted(paths) == sorted((tmp_path / "out").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Moby-Dick", "Moby-Dick"), ("../Who: me?", "_Who_ me_"), ("..", "book"), ("x" * 500, "x" * 160)],
)
async def test_a_book_is_fetched_under_its_title(workshop, at, ask, tmp_path, title, name):
    workshop.title = title
    batch = await ended(workshop, ask, at, {"chapter-001": b"one"}, source="It was a night.")
    await ask(at, "fetch", batch, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "chapter-001.mp3": b"one",
        f"{name}.m4b": BOOK,
    }


async def test_a_link_that_has_expired_is_followed_by_a_new_one(workshop, at, ask, tmp_path):
    batch = await ended(workshop, ask, at, {"a": b"sound"})
    workshop.house.clock.ahead_s = LINK_S + 1
    (result,) = await ask(at, "results", batch)
    with pytest.raises(Unauthorized) as refused:
        await ask(at, "download", result.delivery.url, tmp_path / "a.mp3")
    assert refused.value.code == "link_expired"
    assert list(tmp_path.iterdir()) == []
    (path,) = await ask(at, "fetch", batch, tmp_path)
    assert path.read_bytes() == b"sound"


async def test_audio_that_is_gone_ends_the_fetching(workshop, at, ask, tmp_path):
    batch = await ended(workshop, ask, at, {f"{n}": bytes([n] * 3) for n in range(20)})
    await workshop.house.objects.delete(f"audio/{bytes([7] * 3).hex()}.mp3")
    with pytest.raises(NotFound):
        await ask(at, "fetch", batch, tmp_path)
    assert all(len(path.read_bytes()) == 3 for path in tmp_path.iterdir())


async def test_a_download_that_breaks_off_is_begun_again_and_leaves_no_file(http, ask, tmp_path):
    http.speaks(b"abc", whole=False)
    http.speaks(b"abc", b"def")
    await ask({"base_url": http.url}, "download", f"{http.url}/x?signature=1", tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == b"abcdef"
    for _ in range(3):
        http.speaks(b"abc", whole=False)
    with pytest.raises(ConnectionFailed):
        await ask({"base_url": http.url}, "download", f"{http.url}/x", tmp_path / "b.mp3")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]


async def test_links_get_no_key_and_new_links_do(http, ask, tmp_path):
    http.refuses(403)
    http.answers({"id": "audio/a b.mp3", "url": f"{http.url}/new", "expires_at": None})
    http.speaks(b"abc")
    arguments = ("audio/a b.mp3", f"{http.url}/old", tmp_path / "a.mp3")
    await ask({"base_url": http.url, "api_key": "secret"}, "download_object", *arguments)
    assert [path for path, _, _ in http.requests] == ["/old", "/v1/objects/audio/a%20b.mp3", "/new"]
    assert ["authorization" in headers for _, headers, _ in http.requests] == [False, True, False]
    assert http.methods == ["GET", "POST", "GET"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[::1", "ftp://x/y"])
async def test_a_link_that_is_none(ask, tmp_path, url):
    with pytest.raises(ConnectionFailed):
        await ask({}, "download", url, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_leaves_the_client_usable(http):
    with Declaim(http.url) as client:
        http.speaks(b"abc")
        with pytest.raises(OSError, match="missing"):
            client.download(f"{http.url}/x", Path("/missing/folder/a.mp3"))
        http.answers({"voices": []})
        assert client.voices() == []
