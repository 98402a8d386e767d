"""Settings and secrets."""

import stat

import pytest
from pydantic import ValidationError

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
