"""From text to symbols."""

import pytest
from piper import PiperConfig, PiperVoice

from models.engine import Pronunciation, Segment
from models.errors import EngineFailed
from models.piper import files
from models.piper.description import Espeak
from models.piper.phonemes import numbers, symbols

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def solo(voice):
    return files.read(voice("solo"))[0]


@pytest.fixture(scope="module")
def duo(voice):
    return files.read(voice("duo"))[0]


def segment(text: str, *said: tuple[str, str]) -> Segment:
    places = [(text.index(word), text.index(word) + len(word), ipa) for word, ipa in said]
    return Segment(text=text, language="en-us", pronunciations=tuple(Pronunciation(*place) for place in places))


def read(text: str, description, *said: tuple[str, str]) -> str:
    return "".join(symbols(segment(text, *said), description))


@pytest.mark.parametrize("text", ["The quick brown fox, I say: jumps!", "a", "naïve café"])
def test_one_sentence_is_what_piper_makes_of_it(duo, solo, text):
    for description in (duo, solo):
        config = PiperConfig.from_dict(description.model_dump() | {"num_symbols": 1, "num_speakers": 1})
        piper = PiperVoice(session=None, config=config)
        (phonemes,) = piper.phonemize(text)
        assert numbers(segment(text), description) == piper.phonemes_to_ids(phonemes)


def test_sentences_that_espeak_sees_in_a_segment_are_said_in_one(duo):
    assert read("Dr. Smith went.", duo) == "dˈɑːktɚ. smˈɪθ wˈɛnt."


@pytest.mark.parametrize("text", ["", "   ", "...", "\u200b", "?!"])
def test_nothing_to_say(duo, text):
    assert [number for number in numbers(segment(text), duo) if number >= 14] == []


def test_text_voices_read_letters_and_leave_out_what_they_do_not_know(solo):
    ids = solo.phoneme_id_map
    assert numbers(segment("aé☃"), solo) == [1, 0, *ids["a"], 0, *ids["e"], 0, 2]
    assert numbers(segment("☃ ☃"), solo) == numbers(segment("^_$"), solo) == []
    assert read("data", solo, ("data", "x")) == "data"


@pytest.mark.parametrize(
    ("text", "word", "ipa", "wanted"),
    [
        ("I say data, often.", "data", "ˈdɑːtə", "aɪ sˈeɪ ˈdɑːtə, ˈɔfən."),
        ("Data is here", "Data", "ˈdɑːtə", "ˈdɑːtə ɪz hˈɪɹ"),
        ("Here is data", "data", "ˈdɑːtə", "hˈɪɹ ɪz ˈdɑːtə"),
        ("data", "data", "ˈdɑːtə", "ˈdɑːtə"),
        ("Say data.", "data", "/ˈdɑː.t͡ʃə/", "sˈeɪ ˈdɑːtʃə."),
        ("Say data.", "data", "☃", "sˈeɪ dˈeɪɾə."),
    ],
    ids=["between", "first", "last", "alone", "breaks and ties", "nothing known"],
)
def test_pronunciations_stand_in_for_what_they_are_of(duo, text, word, ipa, wanted):
    assert read(text, duo, (word, ipa)) == wanted


def test_two_pronunciations_side_by_side(duo):
    assert read("ab cd", duo, ("ab", "x"), ("cd", "y")) == "x y"


def test_clusters_are_one_symbol_where_the_voice_says_so(duo):
    clustered = duo.model_copy(update={"vowel_clusters": [["a", "ɪ"]]})
    assert list(symbols(segment("I"), clustered)) == ["ˈ", "aɪ"]
    assert list(symbols(segment("I say", ("I", "taɪ")), clustered))[:2] == ["t", "aɪ"]
    assert list(symbols(segment("I", ("I", "taɪ")), duo)) == ["t", "a", "ɪ"]


def test_a_language_that_espeak_has_not(duo):
    other = duo.model_copy(update={"espeak": Espeak(voice="xx-none")})
    with pytest.raises(EngineFailed, match="Failed to set voice: xx-none"):
        numbers(segment("a"), other)


def test_nothing_of_one_text_is_said_in_the_next(duo):
    assert read("Wait..", duo) == "wˈeɪt."
    assert read("hello", duo) == "həlˈoʊ"


def test_control_characters(duo):
    assert read("a\0b", duo) == read("a b", duo)
