"""XTTS v2, from a server that plays its home."""

import hashlib

import pytest

from models.weights.errors import UnknownWeights, Unreachable
from models.weights.xtts import HOME, NAMES, Xtts

MODEL = b"weights" * 1000


@pytest.fixture
def home(host):
    md5 = hashlib.md5(MODEL, usedforsecurity=False).hexdigest()
    host.files |= {HOME + name: name.encode() for name in NAMES}
    host.files |= {HOME + "model.pth": MODEL, HOME + "hash.md5": f"{md5}  model.pth\n".encode()}
    return host


@pytest.fixture
def kept(tmp_path, home, progress):
    return Xtts(tmp_path, progress.say)


def here(tmp_path) -> set[str]:
    return {path.name for path in (tmp_path / "xtts_v2").iterdir()}


def test_its_files(kept, home, web, tmp_path):
    assert kept.pull(home.url, web) == tmp_path / "xtts_v2"
    assert kept.installed
    assert here(tmp_path) == {".lock", *NAMES}
    asked = len(home.asked)
    kept.pull(home.url, web)
    assert len(home.asked) == asked
    kept.remove()
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnknownWeights):
        kept.remove()


def test_it_goes_on(kept, home, web, tmp_path, fault):
    home.fail("model.pth", *[fault(sent=1000)] * 4)
    with pytest.raises(Unreachable):
        kept.pull(home.url, web)
    assert not kept.installed
    assert not here(tmp_path) & set(NAMES)
    asked = len(home.asked)
    kept.pull(home.url, web)
    assert [(each.path, each.range) for each in home.asked[asked:]] == [(HOME + "model.pth", "bytes=4000-")]


@pytest.mark.parametrize("checksum", [b"", b"<html>", b"\xff", b"0" * 32])
def test_a_checksum_that_is_another_is_told(tmp_path, home, web, checksum):
    home.files[HOME + "hash.md5"] = checksum
    said = []
    Xtts(tmp_path, said.append).pull(home.url, web)
    assert "does not have the MD5" in said[-1]


def test_a_checksum_that_is_right_is_not_spoken_of(tmp_path, home, web):
    said = []
    Xtts(tmp_path, said.append).pull(home.url, web)
    assert not said
