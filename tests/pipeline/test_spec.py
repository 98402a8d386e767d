"""RenderSpec: what decides the bytes is in its key."""

import pytest

from models.engine import Sampling
from models.lexicon import Saying
from pipeline.formats import AudioFormat
from pipeline.manner import Manner, Spoken


@pytest.mark.parametrize("field", [{"lane": "batch"}, {"timeout_s": 1}, {"request_id": "r"}])
def test_what_does_not_change_the_audio_is_not_in_the_key(make_spec, field):
    assert make_spec(**field).key == make_spec().key


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Other."},
        {"language": "de"},
        {"rate": 1.01},
        {"seed": 0},
        {"sampling": Sampling(temperature=0.5)},
        {"lexicon": (Saying("SQL", "sequel", None),)},
        {"lexicon": (Saying("SQL", None, "ˈsiːkwəl"),)},
        {"spoken": Spoken(emoji="read")},
        {"spoken": Spoken(markdown="read")},
        {"audio": AudioFormat("mp3", 24000, 64000)},
        {"audio": AudioFormat("pcm", 16000, None)},
        {"audio": AudioFormat("pcm", 24000, 64000)},
    ],
    ids=str,
)
def test_what_changes_the_audio_is_in_the_key(make_spec, fields):
    assert make_spec(**fields).key != make_spec().key


@pytest.mark.parametrize("field", ["id", "revision", "engine"])
def test_the_voice_and_its_revision_are_in_the_key(make_spec, voice, field):
    assert make_spec(voice=voice.model_copy(update={field: "other"})).key != make_spec().key


def test_no_lexicon_and_an_empty_one_are_the_same(make_spec):
    assert make_spec(lexicon=()).key == make_spec().key


def test_the_manner_of_reading_is_the_voices_and_the_callers(make_spec, voice):
    lexicon = (Saying("SQL", "sequel", None),)
    spec = make_spec(lexicon=lexicon, voice=voice.model_copy(update={"target_chars": 100}))
    assert spec.manner == Manner("en-us", voice.max_chars, 100, lexicon)


def test_audio_is_expected_at_15_characters_a_second(make_spec):
    assert make_spec("a" * 30).expected_audio_s == 2
    assert make_spec("a" * 30, rate=4.0).expected_audio_s == 0.5
