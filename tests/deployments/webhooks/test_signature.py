"""Signatures, verified by the libraries that receivers use."""

import base64
import time

import pytest
from openai import InvalidWebhookSignatureError, OpenAI
from standardwebhooks import Webhook, WebhookVerificationError

from deployments.webhooks.errors import InvalidSecret
from deployments.webhooks.signature import check_secret, sign
from tests.deployments.webhooks.conftest import SECRET, message


def secret_of(length: int) -> str:
    return "whsec_" + base64.b64encode(bytes(range(length))).decode()


@pytest.mark.parametrize("length", [24, 25, 32, 64])
def test_the_reference_library_verifies_what_is_signed(length):
    secret, body = secret_of(length), '{"text":"Grüße, 世界"}'.encode()
    headers = sign(secret, "evt_1", int(time.time()), body)
    assert Webhook(secret).verify(body, headers) == {"text": "Grüße, 世界"}
    for changed in ({**headers, "webhook-id": "evt_2"}, {**headers, "webhook-timestamp": str(int(time.time()) + 1)}):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, changed)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body + b" ", headers)


def test_openai_s_client_verifies_a_message_and_makes_an_event_of_it():
    client, sent = OpenAI(api_key="none", webhook_secret=SECRET), message()
    headers = sign(SECRET, sent.id, int(time.time()), sent.body)
    client.webhooks.verify_signature(sent.body, headers)
    event = client.webhooks.unwrap(sent.body, headers)
    assert (event.id, event.object, event.type, event.data.id) == ("evt_1", "event", "batch.completed", "batch_1")
    with pytest.raises(InvalidWebhookSignatureError):
        client.webhooks.unwrap(sent.body, headers, secret=secret_of(24))


def test_the_signature_is_the_one_of_the_specification_s_example():
    headers = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("secret", "wrong"),
    [
        ("", "does not begin with 'whsec_'"),
        ("hunter2", "does not begin with 'whsec_'"),
        (SECRET.removeprefix("whsec_"), "does not begin with 'whsec_'"),
        ("whsec_", "holds 0 bytes"),
        (secret_of(23), "holds 23 bytes, where 24 to 64 are needed"),
        (secret_of(65), "holds 65 bytes"),
        ("whsec_" + "!" * 40, "has no base64"),
        ("whsec_" + "ä" * 40, "has no base64"),
        (secret_of(32).rstrip("="), "has no base64, with its padding"),
        (secret_of(32) + "\n", "has no base64"),
    ],
)
def test_other_secrets_are_refused_and_how_to_make_one_is_said(secret, wrong):
    with pytest.raises(InvalidSecret, match=wrong) as refused:
        check_secret(secret)
    assert "Make one with: python -c" in str(refused.value)


def test_what_the_refusal_says_makes_a_secret(capsys):
    exec(str(InvalidSecret("")).partition('-c "')[2].rstrip('"'))  # noqa: S102 - our own words
    assert len(check_secret(capsys.readouterr().out.strip())) == 32
