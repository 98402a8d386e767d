"""The form of a voice to be cloned: every field that can be wrong."""

import pytest

from cache.folder import FolderObjects
from deployments.api.errors import InvalidField, SampleTooLarge
from deployments.api.form import Part
from deployments.api.recording import (
    LONGEST_NAME,
    MAX_SAMPLE_BYTES,
    check_consent,
    checked_name,
    sample_of,
    text_of,
)
from pipeline.batch.files import File, Files

SAMPLE = Part("audio_sample", is_file=True, data=b"sound")


@pytest.mark.parametrize(
    ("given", "name"), [("Anna", "Anna"), ("  Zoë   K. \n", "Zoë K."), ("x" * LONGEST_NAME, "x" * LONGEST_NAME)]
)
def test_good_names(given, name):
    assert checked_name(given) == name


@pytest.mark.parametrize(
    "given",
    [
        *["", "   ", "...", "小明", "🙂", "x" * (LONGEST_NAME + 1), "../../etc/passwd", "a/b", "..\\b"],
        *["a\0b", "a\x1b[31m", "/", "..", "\u202eanna", "%2e%2e/x"],
    ],
)
def test_names_that_are_refused(given):
    with pytest.raises(InvalidField) as caught:
        checked_name(given)
    assert caught.value.param == "name"


@pytest.mark.parametrize("given", ["true", "True", "1", "yes", "on", " true\r\n"])
def test_consent(given):
    check_consent(given)


@pytest.mark.parametrize("given", ["", "false", "0", "no", "maybe", "cons_1234", "truetrue", "null"])
def test_no_consent(given):
    with pytest.raises(InvalidField) as caught:
        check_consent(given)
    assert (caught.value.param, caught.value.code) == ("consent", "consent_required")


def test_a_text_is_there_once_and_in_utf_8():
    assert text_of([SAMPLE, Part("name", is_file=False, data="Zoë".encode())], "name") == "Zoë"
    one = Part("name", is_file=False, data=b"\xff")
    for parts, code in (([], "missing"), ([one], "invalid_value"), ([one, one], "invalid_value")):
        with pytest.raises(InvalidField, match="'name'") as caught:
            text_of(parts, "name")
        assert (caught.value.param, caught.value.code) == ("name", code)


@pytest.fixture
def files(tmp_path) -> Files:
    return Files(FolderObjects(tmp_path / "objects"))


async def test_a_sample_is_one_file_or_a_field_with_its_bytes(files):
    as_field = await sample_of([SAMPLE._replace(is_file=False)], files)
    assert await sample_of([SAMPLE], files) == as_field == b"sound"


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [SAMPLE, SAMPLE],
        [SAMPLE, SAMPLE._replace(name="other")],
        [SAMPLE._replace(name="other")],
        [SAMPLE._replace(data=b"")],
    ],
)
async def test_what_is_no_sample(parts, files):
    with pytest.raises(InvalidField, match="audio_sample") as caught:
        await sample_of(parts, files)
    assert caught.value.param == "audio_sample"


async def test_a_sample_that_is_too_large(files):
    assert len(await sample_of([SAMPLE._replace(data=bytes(MAX_SAMPLE_BYTES))], files)) == MAX_SAMPLE_BYTES
    with pytest.raises(SampleTooLarge):
        await sample_of([SAMPLE._replace(data=bytes(MAX_SAMPLE_BYTES + 1))], files)


async def test_a_sample_that_was_uploaded_before(files):
    def named(file_id: str) -> list[Part]:
        return [Part("audio_sample_id", is_file=False, data=file_id.encode())]

    await files.put(File("file-1", "me.wav", "user_data", 5, 1), b"sound")
    assert await sample_of(named("file-1"), files) == b"sound"
    for wrong in ("file-2", "../voices/anna.yaml", ""):
        with pytest.raises(InvalidField) as caught:
            await sample_of(named(wrong), files)
        assert (caught.value.param, caught.value.code) == ("audio_sample_id", "file_not_found")
    await files.put(File("file-3", "me.wav", "user_data", 5, 1), bytes(MAX_SAMPLE_BYTES + 1))
    with pytest.raises(SampleTooLarge):
        await sample_of(named("file-3"), files)
