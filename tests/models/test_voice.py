"""Which language a caller gets."""

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UnknownVoice, UnsupportedLanguage
from models.voice import BUILT_IN, Voices, parse_voice, read_voice

VOICES = Voices.built_in({"espeak", "fake"})
ESPEAK, FAKE = VOICES["espeak"], VOICES["fake"]


@pytest.mark.parametrize(
    ("wanted", "given_"),
    [
        (None, "en-us"),
        ("en", "en-us"),
        ("en-US", "en-us"),
        ("EN_us", "en-us"),
        ("en-AU", "en-gb"),
        ("de-DE", "de"),
        ("pt", "pt"),
        ("pt-PT", "pt"),
        ("pt_BR", "pt-br"),
        ("fr", "fr-fr"),
        ("zh", "cmn"),
        ("zh-CN", "cmn"),
        ("zh-TW", "cmn"),
        ("zh-HK", "cmn"),
        ("yue-HK", "yue"),
        ("no", "nb"),
        ("sr-Latn", "sr"),
        ("iw", "he"),
    ],
)
def test_nearest_language(wanted, given_):
    assert ESPEAK.language(wanted) == given_


def test_a_voice_with_few_languages():
    assert [FAKE.language(tag) for tag in ("pt", "pt-PT", "en-IE", "de-AT")] == ["pt-br", "pt-br", "en-gb", "de"]
    with pytest.raises(UnsupportedLanguage, match="ja"):
        FAKE.language("ja")


@pytest.mark.parametrize("wanted", ["tlh", "xx", "", "english", "../../etc", "*", "-", "de\0", "und", "a" * 5000])
def test_no_language(wanted):
    with pytest.raises(UnsupportedLanguage):
        ESPEAK.language(wanted)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abdeginrstuzxANS019-_*.é\0", max_size=20) | st.text())
def test_any_text_is_a_language_or_unsupported(wanted):
    with suppress(UnsupportedLanguage):
        assert FAKE.language(wanted) in FAKE.languages


def test_voices_are_those_of_the_engines_that_are_on():
    assert [voice.id for voice in Voices.built_in({"fake"})] == ["fake"]
    assert "espeak-f" in VOICES
    with pytest.raises(UnknownVoice, match="espeak-f"):
        VOICES["nobody"]


def test_a_voice_file_may_say_how_words_are_said(tmp_path):
    built_in = yaml.safe_load((BUILT_IN / "fake.yaml").read_text())
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump({**built_in, "lexicon": {"SQL": "sequel"}, "takes_ipa": True, "target_chars": 100}))
    voice = read_voice(path)
    assert (voice.lexicon["SQL"].say, voice.takes_ipa, voice.target_chars) == ("sequel", True, 100)
    path.write_text(yaml.safe_dump({**built_in, "lexicon": {"SQL": {}}}))
    with pytest.raises(ValueError, match=r"mine.yaml(?s:.)*needs 'say' or 'ipa'"):
        read_voice(path)


def write(path: Path, **changes: object) -> None:
    built_in = yaml.safe_load((BUILT_IN / "fake.yaml").read_text())
    path.write_text(yaml.safe_dump({**built_in, **changes}))


def test_voices_of_ones_own(tmp_path):
    assert [voice.id for voice in Voices.known({"fake"}, tmp_path / "none")] == ["fake"]
    write(tmp_path / "mine.yaml", id="mine", model="mine.onnx")
    write(tmp_path / "off.yaml", id="off", engine="xtts")
    voices = Voices.known({"fake"}, tmp_path)
    assert [voice.id for voice in voices] == ["fake", "mine"]
    assert voices["mine"].model == str(tmp_path / "mine.onnx")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"id": "fake"}, "several voices called fake"),
        ({"pitch": 3}, r"mine.yaml(?s:.)*pitch"),
        ({"gain_db": "x"}, "gain_db"),
    ],
)
def test_what_is_wrong_with_ones_own_is_named(tmp_path, changes, complaint):
    write(tmp_path / "mine.yaml", **{"id": "mine", **changes})
    with pytest.raises(ValueError, match=complaint):
        Voices.known({"fake"}, tmp_path)


def test_the_voice_that_is_shipped_is_whole_and_small():
    voice = Voices.built_in({"piper"})["declaim"]
    model = Path(voice.model)
    assert hashlib.sha256(model.read_bytes()).hexdigest() == voice.sha256
    assert sum(path.stat().st_size for path in BUILT_IN.glob("declaim.*")) <= 15_000_000


def test_a_voice_file_may_name_a_clip_beside_it(tmp_path):
    write(tmp_path / "mine.yaml", id="mine", reference="clips/me.wav", reference_sha256="a" * 64)
    assert read_voice(tmp_path / "mine.yaml").reference == str(tmp_path / "clips/me.wav")


def test_a_voice_outside_of_a_file_keeps_its_paths():
    voice = parse_voice((BUILT_IN / "fake.yaml").read_bytes() + b"reference: clips/1.flac\n")
    assert voice.reference == "clips/1.flac"


@pytest.mark.parametrize("data", [b"", b"a: [", b"\xff\xfe", b"- 1", b"id: x"])
def test_what_is_no_voice_is_a_value_error(data):
    with pytest.raises(ValueError, match=r"."):
        parse_voice(data)
