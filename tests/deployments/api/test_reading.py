"""Bad input: a clear error that names the field, and no harm to anybody."""

import json
from collections.abc import AsyncIterator

import pytest

from models.voice import Voices

TEXT = "Hello there."
OK = b'{"input": "Hello there."}'


def complaint(response) -> tuple[int, str | None, str]:
    body = response.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    assert body["error"]["message"]
    assert body["error"]["type"] == "invalid_request_error"
    assert response.headers["x-request-id"]
    return response.status_code, body["error"]["param"], body["error"]["code"]


async def still_serves(house) -> bool:
    assert house.engine.active == 0
    return (await house.speak(TEXT)).status_code == 200


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000\u2003", "\x1c\x85"])
async def test_empty_and_blank(house, text):
    assert complaint(await house.speak(text)) == (400, "input", "empty_input")
    assert await still_serves(house)


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x9f"])
async def test_control_characters(house, char):
    response = await house.speak(f"Hello{char} there.")
    assert complaint(response) == (400, "input", "control_character")
    assert f"U+{ord(char):04X} at position 5" in response.json()["error"]["message"]
    assert await still_serves(house)


async def test_white_space_that_documents_hold_is_fine(house):
    assert (await house.speak("Hello\f\r\n\v\x85there.\u2028\ufeff\u200b")).status_code == 200


async def test_one_character_and_the_most_that_is_permitted(make_house):
    house = make_house(limits={"max_input_chars": 20})
    assert (await house.speak("a")).status_code == 200
    assert (await house.speak("😀" * 20)).status_code == 200
    assert complaint(await house.speak("a" * 21)) == (400, "input", "input_too_long")


async def test_the_longest_text_fits_however_it_is_escaped(make_house):
    house = make_house(limits={"max_input_chars": 15_000})
    content = json.dumps({"input": "\U000e0100" * 15_000}).encode()  # nothing to be read aloud, so it is quick
    assert len(content) > 15_000 * 12
    assert (await house.send(content)).status_code == 200


async def test_ten_megabytes(house):
    response = await house.send(b'{"input": "' + b"a" * 10_000_000 + b'"}')
    assert complaint(response) == (413, None, "body_too_large")
    assert await still_serves(house)


async def test_ten_megabytes_that_do_not_say_how_many_they_are(house):
    taken = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield b" " * 100_000

    assert complaint(await house.send(pieces())) == (413, None, "body_too_large")
    assert await still_serves(house)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"hello",
        b"input=Hello",
        b"[]",
        b'["Hello."]',
        b"1",
        b"1e999",
        b"null",
        b"true",
        b'"Hello."',
        b'{"input": "Hello."} {}',
        b"{'input': 'Hello.'}",
        b'{"input": "Hello.",}',
        b'{"input": "\\ud800"}',
        b'{"input": "\\udc00 Hello."}',
        b'{"input": "\\ud83d\\ud83d"}',
        b'{"input": "\xff\xfe"}',
        b'{"input": "\xed\xa0\x80"}',
        b'{"\\ud800": 1, "input": "Hello."}',
        b'{"input": "a\nb"}',
        b'\xff\xfe{\x00"\x00',
        b"[" * 100_000,
        b'{"input": "Hello.", "other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"other": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
        b'{"input": "Hello.", "seed": ' + b"9" * 10_000 + b"}",
    ],
    ids=lambda content: repr(content[:30]),
)
async def test_bodies_that_are_no_json_object(house, content):
    status, param, code = complaint(await house.send(content))
    assert (status, param, code) in [(400, None, "invalid_json"), (400, "seed", "invalid_value")]
    assert await still_serves(house)


WRONG = {
    "input": [None, 1, True, [], {}, ["Hello."]],
    "model": [None, 1, [], {}],
    "voice": [1, True, [], {}, {"id": None}, {"id": 1}, {"name": "fake"}],
    "response_format": [None, 1, "", "MP3", "ogg", "mp4", [], {}],
    "speed": [None, 0.2499, 4.0001, 0, -1, 1e308, 10**30, "1", "fast", True, [], {}],
    "instructions": [1, [], {}],
    "stream_format": [None, "", "SSE", 1, []],
    "language": [1, [], {}],
    "seed": [-1, 2**63, 10**30, 1.5, 1.0, "1", True, []],
    "sample_rate": [0, -1, 1, 7999, 48001, 10**30, 22050.5, "24000", True, []],
    "bitrate": [0, -1, 1, 10**9, 10**30, 1.5, "64000", True, []],
    "sampling": [None, 1, [], "none"],
    "lexicon": [None, 1, "SQL", [], ["SQL"], [["SQL", "sequel"]], dict.fromkeys(map(str, range(1001)), "a")],
    "timeout_s": [0, -1, 3601, 1e308, 10**30, "1", True, []],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
async def test_wrong_values_are_refused_by_the_name_of_their_field(house, field, value):
    status, param, _ = complaint(await house.send(json.dumps({"input": TEXT, field: value}).encode()))
    assert (status, param) == (400, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field in ("temperature", "top_p", "repetition_penalty") for value in (-1, 100, "1", True, [])]
    + [("temperature", 0), ("top_k", 0), ("top_k", 1.5), ("top_k", 10**30)],
)
async def test_fields_of_sampling_are_named_with_their_path(house, field, value):
    status, param, _ = complaint(await house.speak(sampling={field: value}))
    assert (status, param) == (400, f"sampling.{field}")


@pytest.mark.parametrize(
    ("entry", "param"),
    [
        (("SQL", ""), "lexicon.SQL.say"),
        (("SQL", {"ipa": "x" * 201}), "lexicon.SQL.ipa"),
        (("SQL", {"say": "a\x07"}), "lexicon.SQL.say"),
        (("SQL", {"say": "a", "language": "e n"}), "lexicon.SQL.language"),
        (("SQL", {}), "lexicon.SQL"),
        (("SQL", {"say": "a", "sya": "b"}), "lexicon.SQL.sya"),
        (("C++", 1), "lexicon"),
        (("", "a"), "lexicon"),
        (("a\nb", "a"), "lexicon"),
    ],
    ids=str,
)
async def test_entries_of_a_lexicon_are_named_with_their_path(house, entry, param):
    assert complaint(await house.speak(lexicon=dict([entry]))) == (400, param, "invalid_value")
    assert await still_serves(house)


async def test_a_lexicon_changes_what_is_said(house):
    said = await house.speak("I like SQL.", response_format="pcm", lexicon={"SQL": "the language of queries"})
    assert said.content == (await house.speak("I like the language of queries.", response_format="pcm")).content
    assert (await house.speak("I like SQL.", response_format="pcm", lexicon={})).content != said.content


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
@pytest.mark.parametrize("field", ["speed", "timeout_s", "seed", "sample_rate", "bitrate", "sampling"])
async def test_numbers_that_are_none(house, field, literal):
    value = f'{{"temperature": {literal}}}' if field == "sampling" else literal
    status, param, _ = complaint(await house.send(f'{{"input": "Hello.", "{field}": {value}}}'.encode()))
    assert status == 400
    assert param in (field, "sampling.temperature", None)


async def test_missing_input(house):
    assert complaint(await house.send(b"{}")) == (400, "input", "missing")


@pytest.mark.parametrize("voice", ["nobody", "", "Fake", "../fake", "x" * 10_000, "\0", "😀", {"id": "nobody"}])
async def test_unknown_voice(house, voice):
    assert complaint(await house.speak(voice=voice)) == (400, "voice", "voice_not_found")


@pytest.mark.parametrize("model", ["nothing", "", "tts-99"])
async def test_unknown_model(house, model):
    assert complaint(await house.speak(model=model)) == (400, "model", "model_not_found")


async def test_a_voice_of_another_model(house):
    response = await house.speak(model="espeak", voice="fake")
    assert complaint(response) == (400, "voice", "voice_not_found")
    assert "espeak" in response.json()["error"]["message"]


@pytest.mark.parametrize("language", ["ja", "xx", "", "klingon", "en-us-" + "x" * 5000, "\0", "😀", "e n", "-", "_"])
async def test_unknown_language(house, language):
    response = await house.speak(language=language, voice="fake")
    assert complaint(response) == (400, "language", "unsupported_language")


@pytest.mark.parametrize("language", ["EN_us", "de-AT", "pt", "en-AU", "fr-CA"])
async def test_a_near_language_will_do(house, language):
    assert (await house.speak(language=language)).status_code == 200


@pytest.mark.parametrize("field", ["bitrate", "sample_rate"])
async def test_what_the_format_cannot_do(house, field):
    response = await house.speak(response_format="wav", **{field: 7})
    assert complaint(response) == (400, field, "unsupported_format")


@pytest.mark.parametrize(
    "fields",
    [
        {"voice": "alloy"},
        {"voice": {"id": "alloy"}},
        {"voice": None},
        {"model": "fake"},
        {"speed": 4},
        {"speed": 0.25},
        {"seed": 0},
        {"seed": 2**63 - 1},
        {"instructions": "Be kind."},
        {"language": None, "seed": None, "bitrate": None, "sample_rate": None, "timeout_s": None},
        {"sampling": {"temperature": 0.7, "top_k": 50, "top_p": None, "unknown": 1}},
        {"unknown": {"deep": [1, 2]}, "user": "me", "delivery": "body"},
    ],
    ids=str,
)
async def test_what_is_permitted(house, fields):
    response = await house.speak(**fields)
    assert response.status_code == 200
    assert response.headers["x-declaim-engine"] == "fake"


async def test_of_two_values_of_one_name_the_last_one_counts(house):
    body = b'{"input": 1, "input": "Hello there.", "speed": 99, "speed": 1.0}'
    assert (await house.send(body)).content == (await house.speak(TEXT)).content


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/json; charset=latin-1", "multipart/form-data", "nonsense"]
)
async def test_the_content_type_is_never_a_reason_to_refuse(house, kind):
    response = await house.send(OK, **({"Content-Type": kind} if kind else {}))
    assert response.status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "text/html", "audio/basic;q=0", "nonsense"])
async def test_accept_is_never_a_reason_to_refuse(house, accept):
    response = await house.send(OK, Accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (200, "audio/mpeg")


async def test_the_longest_line_is_the_voices(house):
    longest = Voices.built_in({"fake"})["fake"].max_chars
    response = await house.speak("x" * (longest * 2 + 1), response_format="pcm")
    assert response.status_code == 200
    assert [what for what, _ in house.engine.events].count("start") == 3


@pytest.mark.parametrize(
    ("asked", "fallback"), [({}, "auto"), ({"fallback": "auto"}, "auto"), ({"fallback": "never"}, "never")]
)
async def test_whether_another_voice_may_stand_in(house, asked, fallback):
    await house.speak(**asked)
    assert house.accounts[-1].spec.fallback == fallback


async def test_fallback_is_one_of_two(house):
    response = await house.speak(fallback="maybe")
    assert response.status_code == 400
    assert response.json()["error"]["param"] == "fallback"
    assert "'auto' or 'never'" in response.json()["error"]["message"]
