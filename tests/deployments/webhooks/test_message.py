"""Messages: their shape, and what makes none."""

import json

import pytest
from pydantic import ValidationError

from deployments.webhooks.message import Message
from tests.deployments.webhooks.conftest import NOW, SECRET, message


def test_the_body_is_an_event_as_openai_sends_them():
    assert json.loads(message().body) == {
        "id": "evt_1",
        "object": "event",
        "created_at": int(NOW),
        "type": "batch.completed",
        "data": {"id": "batch_1", "items": 3},
    }


def test_neither_secret_nor_url_shows_in_its_own_text():
    sent = message("https://receiver.example/token-in-path")
    assert SECRET not in repr(sent)
    assert "token" not in repr(sent)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"id": "evt.1"}, "id"),
        ({"id": "../evt"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "e" * 81}, "id"),
        ({"id": "evt_1\n"}, "id"),
        ({"url": "ftp://receiver.example"}, "does not begin with"),
        ({"secret": "hunter2"}, "does not begin with 'whsec_'"),
        ({"type": "batch.paused"}, "type"),
        ({"data": {}}, "the batch's id"),
        ({"data": {"id": "batch/1"}}, "the batch's id"),
        ({"data": {"id": "batch_1\n"}}, "the batch's id"),
        ({"data": {"id": None}}, "the batch's id"),
    ],
)
def test_what_could_not_be_sent_or_kept_is_no_message(change, wrong):
    with pytest.raises(ValidationError, match=wrong):
        Message.model_validate({**message().model_dump(), **change})
