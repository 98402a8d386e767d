"""Tokens: what coqui's tokenizer reads, or a reason why not."""

import sys

import pytest

from models.errors import EngineFailed, EngineUnavailable
from models.weights.xtts import LANGUAGES
from models.xtts.tokens import tokens
from tests.models.xtts.conftest import segment


def test_tokens_are_coquis(theirs):
    assert tokens(theirs, segment("  Hello There. ")) == theirs.tokenizer.encode("hello there.", "en")


GREETINGS = {
    "zh-cn": "你好 12",
    "ja": "こんにちは 12",
    "ko": "안녕하세요 12",
    "ru": "Привет 12",
    "ar": "مرحبا 12",
    "hi": "नमस्ते",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_languages_are_read(theirs, language):
    assert tokens(theirs, segment(GREETINGS.get(language, "abc 12"), language=language))


def test_numbers_that_nobody_can_read_are_told(theirs):
    with pytest.raises(EngineFailed, match="numbers"):
        tokens(theirs, segment("abc 12", language="hi"))


def test_a_region_is_left_aside(theirs):
    assert tokens(theirs, segment("abc", language="en-gb")) == tokens(theirs, segment("abc", language="en"))


def test_a_package_that_is_missing_is_named(theirs, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    with pytest.raises(EngineUnavailable, match="pypinyin"):
        tokens(theirs, segment("你好", language="zh-cn"))


def test_a_language_that_it_does_not_speak_is_named(theirs):
    with pytest.raises(EngineFailed, match="sw"):
        tokens(theirs, segment("habari", language="sw"))


def test_too_many_tokens_are_counted(theirs):
    with pytest.raises(EngineFailed, match="401 are the most"):
        tokens(theirs, segment("ab" * 300))
