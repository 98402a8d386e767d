"""Archives that want to do harm."""

import io
import struct
import zipfile

import pytest

from pipeline.book import archive
from pipeline.book.archive import Archive
from pipeline.errors import UnreadableBook


def refusal(data: bytes, name: str | None = None) -> str:
    with pytest.raises(UnreadableBook) as refused:
        Archive(data).read(name or "a")
    return str(refused.value)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + bytes(100), b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive(data):
    assert "no EPUB" in refusal(data)


def test_one_that_breaks_off(make_zip):
    whole = make_zip({"a": bytes(range(256)) * 100, "b": "b"})
    for size in (len(whole) // 2, len(whole) - 10):
        refusal(whole[:size])


def test_files_that_are_damaged(make_zip):
    data = bytearray(make_zip({"a": bytes(range(256)) * 100}))
    data[60:80] = b"\xff" * 20
    assert "'a' in the archive cannot be unpacked" in refusal(bytes(data))


def test_files_that_would_begin_before_the_archive(make_zip):
    """It says that its list of files begins 64 KiB later than it does."""
    data = bytearray(make_zip({"a": "some text"}))
    data[-4] = 1
    assert "'a' in the archive cannot be unpacked" in refusal(bytes(data))


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "a\\b"])
def test_names_that_lead_out(make_zip, name):
    assert "leads out" in refusal(make_zip({"a": "1", name: "2"}))


def test_two_files_of_one_name():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        writer.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            writer.writestr("a", "2")
    assert "the same name" in refusal(file.getvalue())


def test_too_many_files(make_zip, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 10)
    assert "more than 10 files" in refusal(make_zip({f"f{n}": "" for n in range(11)}))


def test_a_file_that_unpacks_to_too_much(make_zip):
    assert "unpacks to too much" in refusal(make_zip({"a": bytes(50_000_000)}))


def test_one_that_lies_about_its_size(make_zip):
    data = bytearray(make_zip({"a": bytes(50_000_000)}))
    for place in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[place : place + 4] = struct.pack("<I", 10)
    assert "archive" in refusal(bytes(data))


def test_all_files_together_have_a_bound(make_zip, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_500_000)
    found = Archive(make_zip({"a": b"ab" * 400_000, "b": b"cd" * 400_000}))
    found.read("a")
    with pytest.raises(UnreadableBook, match="too much"):
        found.read("b")


def test_what_is_encrypted(make_zip):
    data = bytearray(make_zip({"a": "secret"}))
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert "encrypted" in refusal(bytes(data))


def test_files_that_overlap(make_zip):
    data = bytearray(make_zip({"a": "1" * 100, "b": "2" * 100}))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = struct.pack("<I", 5)
    assert "overlap" in refusal(bytes(data))


def test_what_is_missing(make_zip):
    assert "'b' is missing" in refusal(make_zip({"a": ""}), "b")
