"""Folders of models."""

import json
from pathlib import Path

import pytest
from google.protobuf import text_format
from tritonclient.grpc.model_config_pb2 import ModelConfig

from models.errors import EngineUnavailable
from models.triton.pbtxt import Batching
from models.triton.serving import packages
from models.triton.serving.repository import add_voice
from models.voice import BUILT_IN

VOICES = Path(__file__).parents[2] / "voices"


def written(repository: Path, name: str) -> ModelConfig:
    assert "TritonPythonModel" in (repository / name / "1/model.py").read_text()
    return text_format.Parse((repository / name / "config.pbtxt").read_text(), ModelConfig())


def test_a_piper_voice_takes_symbols(tmp_path):
    add_voice(tmp_path, BUILT_IN / "declaim.yaml", {"piper": {"threads": 2}}, Batching())
    config = written(tmp_path, "declaim")
    assert [port.name for port in config.input] == ["input", "input_lengths", "rate", "seed"]
    assert config.parameters["options"].string_value == '{"threads": 2}'
    assert config.parameters["sample_rate"].string_value == "16000"
    assert json.loads(config.parameters["description"].string_value)["espeak"] == {"voice": "en-us"}
    assert Path(config.parameters["voice"].string_value) == BUILT_IN / "declaim.yaml"


def test_one_with_several_speakers_takes_which(tmp_path):
    about = (BUILT_IN / "declaim.yaml").read_text().replace("id: declaim", "id: duo")
    (tmp_path / "duo.yaml").write_text(about.replace("declaim.onnx", str(VOICES / "duo.onnx")))
    add_voice(tmp_path / "models", tmp_path / "duo.yaml", {}, Batching())
    assert [port.name for port in written(tmp_path / "models", "duo").input][-1] == "sid"


def test_all_other_voices_take_texts(tmp_path):
    add_voice(tmp_path, BUILT_IN / "fake.yaml", {"fake": {"speed": 3}}, Batching(max_rows=4))
    config = written(tmp_path, "fake")
    assert [port.name for port in config.input] == ["text", "language", "rate", "seed"]
    assert config.max_batch_size == 4
    assert "description" not in config.parameters


def test_a_voice_whose_engine_is_nowhere_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(packages.NEEDS, "fake", "what_nobody_has")
    with pytest.raises(EngineUnavailable, match="Triton's environment has no what_nobody_has"):
        add_voice(tmp_path, BUILT_IN / "fake.yaml", {}, Batching())
    assert not list(tmp_path.iterdir())
