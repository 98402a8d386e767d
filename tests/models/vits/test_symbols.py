"""From text to symbols."""

import logging
import sys

import pytest
from TTS.tts.configs.vits_config import VitsConfig
from TTS.tts.utils.text.tokenizer import TTSTokenizer

from models.engine import Pronunciation, Segment
from models.errors import EngineFailed, EngineUnavailable
from models.piper import phonemes
from models.piper.description import Description, parse
from models.vits import symbols
from models.voice import BUILT_IN


def segment(text: str) -> Segment:
    return Segment(text=text, language="en-us")


def tokenizer(**fields) -> TTSTokenizer:
    return TTSTokenizer.init_from_config(VitsConfig(**fields))[0]


@pytest.fixture(scope="module")
def declaim() -> Description:
    return parse((BUILT_IN / "declaim.onnx.json").read_bytes())


@pytest.mark.parametrize("cleaner", [None, "english_cleaners", "basic_cleaners", "multilingual_cleaners"])
def test_as_coqui_reads_it(cleaner):
    theirs = tokenizer(text_cleaner=cleaner)
    read = symbols.of_coqui(theirs)(segment("Hello, World!"))
    assert read == theirs.text_to_ids("Hello, World!", language="en-us")
    assert len(read) > 20


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("marks", [True, False])
def test_nothing_that_the_model_knows_is_nothing(blanks, marks):
    read = symbols.of_coqui(tokenizer(add_blank=blanks, enable_eos_bos_chars=marks))
    assert read(segment("☃ я")) != read(segment("☃ya"))
    assert read(segment("☃")) == []
    assert read(segment("a"))


def test_coqui_does_not_log_what_is_said(caplog):
    with caplog.at_level(logging.DEBUG):
        symbols.of_coqui(tokenizer())(segment("naïve"))
    assert not caplog.text


def test_what_coquis_front_end_raises_is_the_segments_failure():
    broken = tokenizer()
    broken.text_cleaner = lambda text, lang: 1 / 0
    with pytest.raises(EngineFailed, match="front end says: ZeroDivisionError"):
        symbols.of_coqui(broken)(segment("a"))


def test_as_piper_reads_it(declaim):
    said = Segment(text="Hello, world.", language="en-us", pronunciations=(Pronunciation(7, 12, "wɜld"),))
    assert symbols.of_piper(declaim)(said) == phonemes.numbers(said, declaim)


def test_what_espeak_refuses_is_this_engines_failure(declaim):
    other = declaim.model_copy(update={"espeak": declaim.espeak.model_copy(update={"voice": "xx-none"})})
    with pytest.raises(EngineFailed, match="Engine 'vits' could not speak this text: eSpeak says"):
        symbols.of_piper(other)(segment("hello"))


def test_without_the_extra_piper(declaim, monkeypatch):
    monkeypatch.setitem(sys.modules, "models.piper.phonemes", None)
    monkeypatch.delattr("models.piper.phonemes")
    with pytest.raises(EngineUnavailable, match='install the extra "piper"'):
        symbols.of_piper(declaim)
