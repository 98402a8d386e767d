"""What the catalogue says, and what of it is believed."""

import json

import pytest

from models.weights.catalogue import Catalogue, nearest
from models.weights.errors import BadCatalogue, UnknownWeights

URL = "https://example.org/voices/voices.json?download=true"
FILE = {"size_bytes": 7, "md5_digest": "0" * 32}


def entry(key: str, code: str = "en_US", **changes: object) -> dict[str, object]:
    files = {f"a b/{key}.onnx": FILE, f"a b/{key}.onnx.json": FILE, "a b/MODEL_CARD": FILE, "a b/ALIASES": FILE}
    language = {"code": code, "family": code[:2], "name_english": "?"}
    return {"key": key, "name": "x", "language": language, "quality": "low", "files": files} | changes


def catalogue(*entries: dict[str, object]) -> Catalogue:
    return Catalogue(URL, json.dumps({each["key"]: each for each in entries}).encode())


TUGAO = entry("pt_PT-tugão-medium", "pt_PT", aliases=["pt-tugao"])
SEVERAL = catalogue(
    entry("en_US-lessac-medium"), entry("en_GB-alan-low", "en_GB"), entry("no_NO-x-low", "no_NO"), TUGAO
)


@pytest.mark.parametrize("name", ["pt_PT-tugão-medium", "pt_PT-tuga\u0303o-medium", "pt_PT-tugao-medium", "pt-tugao"])
def test_a_key_with_accents_is_an_id_without(name):
    found = SEVERAL.find(name)
    assert found.id == "pt_PT-tugao-medium"
    assert found.size_bytes == 28
    remotes = found.remotes(URL)
    assert list(remotes) == ["pt_PT-tugao-medium.onnx.json", "MODEL_CARD", "pt_PT-tugao-medium.onnx"]
    assert remotes["pt_PT-tugao-medium.onnx"].url == "https://example.org/voices/a%20b/pt_PT-tug%C3%A3o-medium.onnx"


@pytest.mark.parametrize(
    ("language", "found"),
    [
        (None, 4),
        ("en", 2),
        ("EN", 2),
        ("en_GB", 1),
        ("en-gb", 1),
        ("pt-PT", 1),
        ("no", 1),
        ("de", 0),
        ("e", 0),
    ],
)
def test_by_language(language, found):
    assert len(SEVERAL.speaking(language)) == found


def test_the_nearest_are_named():
    with pytest.raises(UnknownWeights, match=r"no 'en_US-lesac-medium' in the catalogue. Nearest: en_US-lessac-medium"):
        SEVERAL.find("en_US-lesac-medium")
    with pytest.raises(UnknownWeights, match=r"Nearest: en_GB-alan-low\."):
        SEVERAL.find("Alan")
    assert nearest("ab", ["abc", "xyz"]) == ("abc",)
    assert nearest("q", ["abc", "xyz"]) == ()


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b'{"x": {}}', b'{"a": 1}', b"\xff"])
def test_no_catalogue(data):
    with pytest.raises(BadCatalogue, match=r"example.org/voices/voices.json.* is no catalogue"):
        Catalogue(URL, data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "../../etc/passwd"},
        {"key": "音声"},
        {"key": "a" * 65},
        {"language": {"code": "english"}},
        {"files": {"x.onnx": {"size_bytes": -1, "md5_digest": "0" * 32}}},
        {"files": {"x.onnx": {"size_bytes": 1, "md5_digest": "zz"}}},
    ],
)
def test_what_cannot_be_read_is_left_out(wrong):
    assert [each.id for each in catalogue(entry("en_US-good-low"), entry("en_US-bad-low") | wrong)] == [
        "en_US-good-low"
    ]
    with pytest.raises(BadCatalogue):
        catalogue(entry("en_US-bad-low") | wrong)


def test_paths_of_other_places_stay_on_the_host():
    files = {"//evil.example/x.onnx": FILE, "http://evil.example/x.onnx.json": FILE}
    remotes = catalogue(entry("en_US-x-low", files=files)).find("en_US-x-low").remotes(URL)
    assert [each.url.split("/")[2] for each in remotes.values()] == ["example.org", "example.org"]


def test_a_voice_without_its_model():
    lacking = catalogue(entry("en_US-x-low", files={"x.onnx.json": FILE})).find("en_US-x-low")
    with pytest.raises(BadCatalogue, match=r"voice en_US-x-low lacks en_US-x-low.onnx\b"):
        lacking.remotes(URL)


def test_an_empty_one_is_one():
    assert not list(catalogue())
