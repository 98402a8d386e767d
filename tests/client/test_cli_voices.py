"""`declaim voices`."""

import pytest

from declaim.cli import main
from declaim.cli.voices import first_languages


def test_the_table_is_aligned(http, capsys):
    http.answers(
        {
            "voices": [
                {"id": "amy", "name": "Amy", "engine": "piper", "languages": ["en-gb"]},
                {"id": "espeak-any", "name": "Robot", "engine": "espeak", "languages": ["en", "de", "fr", "es", "it"]},
            ]
        }
    )
    assert main(["voices", "--url", http.url]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ID          ENGINE  LANGUAGES                NAME",
        "amy         piper   en-gb                    Amy",
        "espeak-any  espeak  en, de, fr, es, ... (5)  Robot",
    ]


def test_no_voices(http, capsys):
    http.answers({"voices": []})
    assert main(["voices", "--url", http.url]) == 0
    assert capsys.readouterr().out == "ID  ENGINE  LANGUAGES  NAME\n"


def test_another_kind_of_server(http, capsys):
    http.answers({"hello": "world"})
    assert main(["voices", "--url", http.url]) == 1
    assert "did not answer as a Declaim server does" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("languages", "shown"),
    [
        ((), ""),
        (("en",), "en"),
        (("a", "b", "c", "d"), "a, b, c, d"),
        (("a", "b", "c", "d", "e"), "a, b, c, d, ... (5)"),
    ],
)
def test_long_lists_are_cut(languages, shown):
    assert first_languages(languages) == shown


@pytest.mark.parametrize("url_first", [True, False])
def test_a_voice_is_deleted(http, capsys, url_first):
    http.answers({"id": "anna", "object": "audio.voice.deleted", "deleted": True})
    url, delete = ["--url", http.url], ["delete", "anna"]
    assert main(["voices", *(url + delete if url_first else delete + url)]) == 0
    assert capsys.readouterr().out == "anna: deleted\n"
    assert (http.methods, http.requests[0][0]) == (["DELETE"], "/v1/audio/voices/anna")


def test_one_that_is_not_there(http, capsys):
    http.refuses(404, message="There is no cloned voice 'bob'.")
    assert main(["voices", "delete", "bob", "--url", http.url]) == 1
    assert "no cloned voice 'bob'" in capsys.readouterr().err
