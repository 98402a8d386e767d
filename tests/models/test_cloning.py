"""Who clones, and what a cloned voice is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cloning import CLONING, cloned_voice, cloning_engine, id_of
from models.errors import CannotClone
from models.loading import ENGINES


@pytest.mark.parametrize(
    ("switched_on", "engine"), [(["fake", "xtts"], "xtts"), (["espeak", "fake"], "fake"), (["xtts"], "xtts")]
)
def test_the_first_engine_that_is_switched_on_clones(switched_on, engine):
    assert cloning_engine(switched_on) == engine


def test_where_none_is_the_error_names_one():
    with pytest.raises(CannotClone, match="'xtts'"):
        cloning_engine(["espeak", "piper"])


@pytest.mark.parametrize("engine", CLONING)
def test_a_cloned_voice_is_a_voice(engine):
    voice = cloned_voice(engine, "anna", "Anna", "clips/1.flac", "a" * 64)
    assert (voice.engine, voice.reference, voice.reference_sha256) == (engine, "clips/1.flac", "a" * 64)
    assert (voice.sample_rate, voice.gain_db, voice.takes_ipa, voice.model) == (24000, 0, False, None)
    assert voice.speaks("en")
    assert voice.speaks("de-AT")


def test_xtts_speaks_seventeen_languages_under_its_own_licence():
    voice = cloned_voice("xtts", "anna", "Anna", "clips/1.flac", "a" * 64)
    assert len(voice.languages) == 17
    assert voice.speaks("zh")
    assert "CPML" in voice.licence


def test_another_clip_is_another_revision():
    one, other = (cloned_voice("fake", "anna", "Anna", "clips/1.flac", digit * 64) for digit in "12")
    assert one.revision != other.revision


def test_the_fake_engine_is_there():
    assert "fake" in CLONING.keys() & ENGINES.keys()


@pytest.mark.parametrize(
    ("name", "voice_id"),
    [
        ("Anna", "anna"),
        ("Zoë K.", "zoe-k"),
        ("Großmutter", "grossmutter"),
        ("  My   voice (2) ", "my-voice-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 63 + " y", "x" * 63),
        ("...", ""),
        ("小明", ""),
        ("", ""),
    ],
)
def test_ids(name, voice_id):
    assert id_of(name) == voice_id


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_an_id_is_empty_or_good(name):
    assert re.fullmatch("|[a-z0-9][a-z0-9-]{0,63}", id_of(name))
