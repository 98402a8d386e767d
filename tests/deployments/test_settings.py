"""Settings and secrets."""

import stat

import pytest
from pydantic import ValidationError

from cache.s3_address import S3Address
from deployments.settings import Http, Secrets, Settings, generated_secret


def test_keys_are_split_and_trimmed(monkeypatch):
    monkeypatch.setenv("DECLAIM_API_KEYS", " first, second ,,")
    assert Secrets().keys == ("first", "second")


def test_secrets_do_not_show_in_their_own_text(monkeypatch):
    monkeypatch.setenv("DECLAIM_API_KEYS", "hidden-key")
    assert "hidden-key" not in repr(Secrets())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_needs_no_key(host):
    Secrets(host=host, api_keys="").check_exposure(Http())


def test_words_are_said_as_written_and_emoji_and_markup_left_out_unless_settings_say_otherwise():
    silent = Settings(engines={"espeak": None}, default_voice="espeak")
    assert (silent.lexicon, silent.spoken.emoji, silent.spoken.markdown) == ({}, "removed", "removed")
    with pytest.raises(ValidationError, match=r"lexicon\.SQL"):
        Settings(engines={"espeak": None}, default_voice="espeak", lexicon={"SQL": {"sya": "sequel"}})
    with pytest.raises(ValidationError, match=r"spoken\.emoji"):
        Settings(engines={"espeak": None}, default_voice="espeak", spoken={"emoji": "named"})


def test_a_generated_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    path = generated_secret(tmp_path / "home" / "token")
    first = path.read_text()
    assert len(first) == 64
    assert generated_secret(path).read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


S3 = {
    "DECLAIM_S3_ENDPOINT": "http://127.0.0.1:9000",
    "DECLAIM_S3_BUCKET": "declaim",
    "DECLAIM_S3_ACCESS_KEY": "key",
    "DECLAIM_S3_SECRET_KEY": "hidden-key",
}


def test_an_object_store_has_an_address_and_keys(monkeypatch):
    assert Secrets().s3_address() is None
    for name, value in S3.items():
        monkeypatch.setenv(name, value)
    address = Secrets().s3_address()
    assert address == S3Address(*S3.values(), region="us-east-1", public_endpoint=None)
    assert "hidden-key" not in repr(Secrets()) + repr(address)
    monkeypatch.setenv("DECLAIM_S3_REGION", "eu-central-1")
    monkeypatch.setenv("DECLAIM_S3_PUBLIC_ENDPOINT", "https://audio.example.org")
    address = Secrets().s3_address()
    assert (address.region, address.public_endpoint) == ("eu-central-1", "https://audio.example.org")


@pytest.mark.parametrize("missing", S3)
def test_an_object_store_that_is_half_set_is_refused(monkeypatch, missing):
    for name, value in S3.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(ValueError, match=f"needs {missing} too") as caught:
        Secrets().s3_address()
    assert "hidden-key" not in str(caught.value)


def test_an_object_store_at_no_address_is_refused():
    with pytest.raises(ValueError, match="DECLAIM_S3_ENDPOINT cannot be used"):
        Secrets(s3_endpoint="minio:9000", s3_bucket="declaim", s3_access_key="a", s3_secret_key="b").s3_address()


def test_webhooks_go_to_public_addresses_unless_settings_say_otherwise():
    careful = Settings(engines={"espeak": None}, default_voice="espeak")
    assert not careful.webhooks.allow_private
    assert Settings(**{**careful.model_dump(), "webhooks": {"allow_private": True}}).webhooks.allow_private
