"""A voice's files, and what is said about broken ones."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import torch

from models.errors import EngineUnavailable
from models.vits.files import read


@pytest.fixture
def copied(voice, tmp_path):
    """A voice where it may be broken."""
    folder = tmp_path / "plain"
    shutil.copytree(Path(voice("plain").model).parent, folder)
    return voice("plain", model=str(folder / "model.pth"))


def refusal(voice) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        read(voice)
    assert "voice 'plain'" in str(caught.value)
    return str(caught.value)


def change(path: Path, **fields) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_reads_a_voice(copied):
    digest = hashlib.sha256(Path(copied.model).read_bytes()).hexdigest()
    files = read(copied.model_copy(update={"sha256": digest}))
    assert files.config.audio.sample_rate == 8000
    assert files.weights["text_encoder.emb.weight"].shape[1] == 16
    assert files.phonemes is None


def test_weights_alone_are_a_checkpoint_too(copied):
    torch.save(torch.load(copied.model)["model"], copied.model)
    assert read(copied).weights


def test_no_file_named(copied):
    assert "model: X.pth" in refusal(copied.model_copy(update={"model": None}))


@pytest.mark.parametrize("name", ["model.pth", "config.json"])
def test_missing(copied, name):
    path = Path(copied.model).with_name(name)
    path.unlink()
    assert f"{path} cannot be read (No such file or directory); put" in refusal(copied)


@pytest.mark.parametrize("kept", [0.9, 0.01, 0])
def test_truncated(copied, kept):
    path = Path(copied.model)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert f"{path} is damaged" in refusal(copied)


def test_another_sha256(copied):
    assert "whose sha256 the voice declares" in refusal(copied.model_copy(update={"sha256": "0" * 64}))


class Intruder:
    def __reduce__(self):
        return Path.touch, (Path("intruded"),)


@pytest.mark.parametrize("legacy", [False, True])
def test_a_file_with_code_in_it_is_refused_and_its_code_does_not_run(copied, tmp_path, monkeypatch, legacy):
    monkeypatch.chdir(tmp_path)
    checkpoint = torch.load(copied.model) | {"config": Intruder()}
    torch.save(checkpoint, copied.model, _use_new_zipfile_serialization=not legacy)
    assert "could run code and are not loaded. If you trust it, write" in refusal(copied)
    assert not Path("intruded").exists()


@pytest.mark.parametrize("content", [{"model": {"a": torch.zeros(1)}}, {"model": 3}, torch.zeros(3)])
def test_weights_of_something_else(copied, content):
    torch.save(content, copied.model)
    assert "holds no weights of a coqui Vits" in refusal(copied)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"model": "xtts"}, "describes a model 'xtts', and this engine speaks 'vits'"),
        ({"audio": "loud"}, "is no configuration of a Vits model"),
        ({"audio": {"sample_rate": 16000}}, "says 16000 Hz; write `sample_rate: 16000`"),
        ({"model_args": {"use_language_embedding": True}}, "has `use_language_embedding`, and several languages"),
        ({"model_args": {"use_d_vector_file": True}}, "has `use_d_vector_file`, and d-vectors"),
        ({"model_args": {"encoder_sample_rate": 4000}}, "has `encoder_sample_rate`, and a decoder at another rate"),
    ],
)
@pytest.mark.filterwarnings("default")  # as in a server
def test_another_configuration(copied, fields, message):
    path = Path(copied.model).with_name("config.json")
    change(path, **fields)
    refused = refusal(copied)
    assert message in refused
    assert str(path) in refused


@pytest.mark.parametrize(("text", "message"), [("{", "is no JSON"), ("[]", "describes a model 'None'")])
def test_a_configuration_that_is_none(copied, text, message):
    Path(copied.model).with_name("config.json").write_text(text)
    assert message in refusal(copied)


def test_phonemes_of_piper_that_are_none(copied):
    path = Path(copied.model + ".json")
    path.write_text('{"audio": {"sample_rate": 8000}}')
    assert f"{path} does not describe Piper's phonemes: phoneme_id_map: Field required" in refusal(copied)
