"""Who may stand in."""

import pytest

from pipeline.candidates import Candidates


@pytest.mark.parametrize(
    ("fields", "language", "expected"),
    [
        ({"engine": "xtts"}, "en-us", ["vits", "piper", "espeak"]),
        ({"engine": "piper"}, "en-us", ["espeak"]),
        ({"engine": "piper"}, "de", ["german"]),
        ({"engine": "espeak"}, "en-us", []),
        ({"engine": "fake"}, "en-us", []),
        ({"engine": "fake", "fallback": ("espeak", "gone", "vits")}, "en-us", ["espeak", "vits"]),
        ({"engine": "xtts", "fallback": ()}, "en-us", []),
    ],
)
def test_who_may_stand_in(voice, make_spec, fields, language, expected):
    def one(name: str, **more):
        return voice.model_copy(update={"id": name, "engine": name, "languages": ("en-us",), **more})

    known = [
        one("espeak"),
        one("second", engine="espeak"),
        one("german", engine="espeak", languages=("de",)),
        one("piper"),
        one("vits"),
    ]
    asked = one("asked", languages=("en-us", "de"), **fields)
    spec = make_spec("Hi.", voice=asked, language=language)
    candidates = Candidates(known).of(spec)
    assert [each.voice.id for each in candidates] == ["asked", *expected]
    assert candidates[0] is spec
    assert all(each.language in each.voice.languages for each in candidates)


def test_nobody_does_where_the_caller_says_so(voice, make_spec):
    spec = make_spec("Hi.", voice=voice.model_copy(update={"engine": "piper"}), fallback="never")
    assert Candidates([voice.model_copy(update={"engine": "espeak"})]).of(spec) == [spec]
