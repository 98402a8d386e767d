"""A real Triton that speaks TLS, and asks for a certificate."""

import asyncio

import pytest

from models.engine import Segment
from models.errors import EngineUnavailable
from models.triton import TritonEngine
from models.triton.tls import Tls, read_tls


@pytest.fixture
def files(certificates):
    """That `tls` names, as they should be."""
    pair = {"private_key": certificates / "client.key", "certificate_chain": certificates / "client.crt"}
    return {"root_certificates": certificates / "authority.crt", **pair}


@pytest.mark.cluster
async def test_who_knows_each_other_speaks(guarded, files, voice):
    engine = TritonEngine(url=guarded.url, tls=files)
    await asyncio.to_thread(engine.prepare, voice("fake"))
    segment = Segment(text="A tone", language="en-us")
    assert [chunk async for chunk in engine.synthesize(segment, voice("fake"))]
    await engine.close()


@pytest.mark.cluster
@pytest.mark.parametrize("wrong", ["nobody", "server", "client", "plain"])
async def test_who_does_not_is_told(guarded, files, certificates, voice, wrong):
    stranger = {"private_key": certificates / "stranger.key", "certificate_chain": certificates / "stranger.crt"}
    tls = {
        "nobody": {"root_certificates": files["root_certificates"]},
        "server": {**files, "root_certificates": certificates / "stranger.crt"},
        "client": {**files, **stranger},
        "plain": None,
    }
    engine = TritonEngine(url=guarded.url, tls=tls[wrong])
    with pytest.raises(EngineUnavailable, match=r"cannot be asked.*Start Triton, or correct `url` or `tls`"):
        await asyncio.to_thread(engine.prepare, voice("fake"))


def test_a_file_that_is_not_there_yet_is_named(files, tmp_path):
    late = tmp_path / "late.crt"
    tls = Tls(**files | {"root_certificates": late})
    with pytest.raises(EngineUnavailable, match=r"tls\.root_certificates: there is no file .*late\.crt"):
        tls.channel()
    late.write_text("")
    assert tls.channel()["root_certificates"] == late


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (True, r"tls: .* It is \{\}, or names files: root_certificates, private_key, certificate_chain"),
        ({"ca": "x"}, r"tls\.ca: Extra inputs are not permitted"),
        ({"private_key": "x"}, "private_key and certificate_chain go together: name both"),
    ],
)
def test_what_cannot_be_meant_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        read_tls(given)


def test_without_files_it_is_for_public_authorities():
    assert read_tls({}) == Tls()
    assert Tls().channel() == {"ssl": True}
    assert read_tls(None) is None
