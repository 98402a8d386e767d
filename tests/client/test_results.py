"""Lines of output and error files."""

import json

import httpx
import pytest

from declaim.batches import Batch
from declaim.errors import UnexpectedAnswer
from declaim.results import read_results, result_files

DELIVERY = {"id": "audio/a.mp3", "url": "http://x/", "bytes": 3, "duration_s": 1.0, "characters": 2}
DELIVERY |= {"format": "mp3", "voice": "v", "engine": "e"}
BATCH = Batch(id="b", status="completed", created_at=1, input_file_id="f")


def file(*lines: object) -> httpx.Response:
    content = "\n".join(json.dumps(line) for line in lines)
    return httpx.Response(200, content=content, request=httpx.Request("GET", "http://x/v1/files/f/content"))


def test_what_was_spoken_and_what_was_not():
    refused = {"error": {"message": "No such voice.", "param": "voice", "code": "voice_not_found", "type": "t"}}
    lines = (
        {"custom_id": "a", "response": {"status_code": 200, "body": DELIVERY}, "error": None},
        {"custom_id": "b", "response": {"status_code": 400, "body": refused}, "error": None},
        {"custom_id": "c", "response": None, "error": {"code": "batch_expired", "message": "Too late."}},
        {"custom_id": "d"},
    )
    spoken, wrong, late, silent = read_results(file(*lines))
    assert (spoken.delivery.id, spoken.error) == ("audio/a.mp3", None)
    assert (wrong.delivery, wrong.error.param) == (None, "voice")
    assert (late.error.code, late.error.message) == ("batch_expired", "Too late.")
    assert "does not say why" in silent.error.message


@pytest.mark.parametrize("line", [3, {}, {"custom_id": "a", "response": {"status_code": 200, "body": {}}}])
def test_what_is_no_result_is_unexpected(line):
    with pytest.raises(UnexpectedAnswer, match="v1/files/f"):
        list(read_results(file(line)))


def test_files_that_there_are():
    assert result_files(BATCH) == []
    assert result_files(BATCH.model_copy(update={"output_file_id": "o"})) == ["o"]
    assert result_files(BATCH.model_copy(update={"output_file_id": "o", "error_file_id": "e"})) == ["o", "e"]
