"""A voice's two files, and what is said about broken ones."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from models.errors import EngineUnavailable
from models.piper.files import read

pytestmark = pytest.mark.cluster


@pytest.fixture
def copied(voice, tmp_path):
    """`solo` where it may be broken."""
    original = Path(voice("solo").model)
    for name in ("solo.onnx", "solo.onnx.json"):
        shutil.copy(original.with_name(name), tmp_path)
    return voice("solo", model=str(tmp_path / "solo.onnx"))


def refusal(voice) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        read(voice)
    assert "voice 'solo'" in str(caught.value)
    return str(caught.value)


def test_reads_a_voice(copied):
    digest = hashlib.sha256(Path(copied.model).read_bytes()).hexdigest()
    description, parts = read(copied.model_copy(update={"sha256": digest}))
    assert description.audio.sample_rate == 22050
    assert parts.vocoder


def test_no_file_named(copied):
    assert "model: X.onnx" in refusal(copied.model_copy(update={"model": None}))


@pytest.mark.parametrize("name", ["solo.onnx", "solo.onnx.json"])
def test_missing(copied, name):
    path = Path(copied.model).with_name(name)
    path.unlink()
    assert f"{path} cannot be read (No such file or directory); put" in refusal(copied)


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.01])
def test_truncated(copied, kept):
    path = Path(copied.model)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert f"{path} is damaged or no ONNX file; copy it again" in refusal(copied)


def test_empty_or_of_another_model(copied):
    path = Path(copied.model)
    path.write_bytes(b"")
    assert "it takes nothing, not input, input_lengths, scales and sid" in refusal(copied)


def test_another_sha256(copied):
    assert "whose sha256 the voice declares" in refusal(copied.model_copy(update={"sha256": "0" * 64}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phoneme_type": "pinyin"}, "phoneme_type: Input should be 'espeak' or 'text'"),
        ({"phoneme_id_map": {"_": [0]}}, "phoneme_id_map: Value error, it lacks $, ^"),
        ({"audio": {}}, "audio.sample_rate: Field required"),
        ({"audio": {"sample_rate": 16000}}, "says 16000 Hz; write `sample_rate: 16000`"),
    ],
)
def test_another_description(copied, change, message):
    path = Path(copied.model + ".json")
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    refused = refusal(copied)
    assert message in refused
    assert str(path) in refused


def test_a_description_that_is_no_json(copied):
    path = Path(copied.model + ".json")
    path.write_text(path.read_text()[:100])
    assert "the whole: Invalid JSON" in refusal(copied)
