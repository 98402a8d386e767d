"""What the catalogue knows beside names: how words are said."""

import pytest

from deployments.api.catalogue import Catalogue
from deployments.settings import Settings
from models.lexicon import LexiconEntry, Saying
from models.voice import Voice, Voices

FAKE = Voices.built_in({"fake"})["fake"]


def make(voice: Voice, **settings) -> Catalogue:
    return Catalogue(Settings(engines={"fake": {}}, default_voice="fake", **settings), Voices([voice]))


def entries(**said: str) -> dict[str, LexiconEntry]:
    return {written: LexiconEntry(say=say) for written, say in said.items()}


@pytest.mark.parametrize(
    ("language", "voice"), [(None, "local"), ("en-gb", "local"), ("de", "polyglot"), ("xx", "local")]
)
def test_without_a_name_it_is_the_default_unless_another_speaks_the_language(language, voice):
    local = FAKE.model_copy(update={"id": "local", "languages": ("en-us",)})
    polyglot = FAKE.model_copy(update={"id": "polyglot", "languages": ("en-us", "de", "fr-fr")})
    settings = Settings(engines={"fake": {}}, default_voice="local")
    assert Catalogue(settings, Voices([polyglot, local])).voice(None, "fake", language).id == voice


@pytest.mark.parametrize(
    ("name", "model", "language", "voice"),
    [
        ("alloy", "tts-1", None, "local"),
        ("alloy", "tts-1", "en", "local"),
        ("alloy", "tts-1", "de", "other"),
        ("alloy", "tts-1", "xx", "local"),
        ("alloy", "espeak", None, "other"),
        ("local", "tts-1", "de", "local"),
    ],
)
def test_an_alias_stands_for_another_voice_where_its_own_cannot_speak(name, model, language, voice):
    local = FAKE.model_copy(update={"id": "local", "languages": ("en-us",)})
    other = FAKE.model_copy(update={"id": "other", "engine": "espeak"})
    settings = Settings(
        engines={"fake": {}, "espeak": {}},
        default_voice="local",
        voice_aliases={"alloy": "local"},
        model_aliases=("tts-1",),
    )
    assert Catalogue(settings, Voices([local, other])).voice(name, model, language).id == voice


def test_a_stand_in_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="a voice's fallback name nobody: no such voice"):
        make(FAKE.model_copy(update={"fallback": ("fake", "nobody")}))


def test_without_a_name_it_is_one_of_the_model_that_is_named():
    other = FAKE.model_copy(update={"id": "other", "engine": "espeak"})
    catalogue = Catalogue(Settings(engines={"fake": {}, "espeak": {}}, default_voice="fake"), Voices([FAKE, other]))
    assert catalogue.voice(None, "espeak", None).id == "other"
    assert catalogue.voice(None, "fake", None).id == "fake"


def test_the_requests_lexicon_comes_before_the_voices_and_that_before_the_deployments():
    voice = FAKE.model_copy(update={"lexicon": entries(A="voice", B="voice")})
    catalogue = make(voice, lexicon={"A": "settings", "B": "settings", "C": "settings"})
    said = catalogue.lexicon(entries(A="request"), voice, "en-us")
    assert said == (Saying("A", "request", None), Saying("B", "voice", None), Saying("C", "settings", None))


@pytest.mark.parametrize(("takes_ipa", "said"), [(True, (Saying("A", None, "x"),)), (False, ())])
def test_ipa_is_for_voices_that_take_it(takes_ipa, said):
    voice = FAKE.model_copy(update={"takes_ipa": takes_ipa})
    assert make(voice).lexicon({"A": LexiconEntry(ipa="x")}, voice, "en-us") == said
