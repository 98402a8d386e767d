"""What is sent and read of batches."""

import httpx
import pytest

from declaim.batches import Batch, batch_path, named, page_path, read_batch, read_page, submission
from declaim.errors import UnexpectedAnswer

LEAST = {"id": "batch_1", "status": "validating", "created_at": 1, "input_file_id": "file-1"}


def answer(body: object) -> httpx.Response:
    return httpx.Response(200, json=body, request=httpx.Request("GET", "http://x/v1/batches"))


def test_what_is_said_of_the_speech_goes_into_the_body():
    webhook = {"url": "https://x", "secret": "whsec_x"}
    assert submission({"voice": "amy", "speed": None, "priority": "low", "webhook": webhook, "metadata": None}) == {
        "endpoint": "/v1/audio/speech",
        "body": {"voice": "amy"},
        "priority": "low",
        "webhook": webhook,
    }


def test_an_option_that_does_not_exist():
    with pytest.raises(TypeError, match=r"submit\(\): window"):
        submission({"window": "1h"})


def test_ids_stay_in_their_place():
    assert batch_path("a/../b?c") == "v1/batches/a%2F..%2Fb%3Fc"
    assert page_path("a&b") == "v1/batches?limit=100&after=a%26b"


def test_a_text_a_file_and_bytes_have_names(tmp_path):
    assert named("Größe") == ("Größe".encode(), "input.txt")
    assert named(b"x") == (b"x", "input")
    assert named(tmp_path / "book.epub") == (tmp_path / "book.epub", "book.epub")


def test_a_server_that_says_less_or_more_is_understood():
    batch = read_batch(answer({**LEAST, "errors": None, "news": 1}))
    assert (batch.ended, batch.errors, batch.progress.eta_s, batch.book) == (False, (), None, None)
    refused = Batch.model_validate({**LEAST, "errors": {"object": "list", "data": [{"message": "no", "line": 3}]}})
    assert refused.errors[0].line == 3


@pytest.mark.parametrize("status", ["completed", "failed", "expired", "cancelled"])
def test_ends(status):
    assert Batch.model_validate({**LEAST, "status": status}).ended


def test_what_is_no_batch_is_unexpected():
    for body in ({}, [], {**LEAST, "errors": 3}):
        with pytest.raises(UnexpectedAnswer, match="v1/batches"):
            read_batch(answer(body))


def test_an_empty_page_is_the_last():
    assert read_page(answer({"data": [], "has_more": True})) == ([], None)
