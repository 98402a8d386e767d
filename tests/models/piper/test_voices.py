"""The voices that are loaded."""

import numpy as np
import onnx
import pytest
from onnx import helper

from models.engine import Segment
from models.errors import EngineUnavailable
from models.piper import files
from models.piper.voices import PiperVoices

pytestmark = pytest.mark.cluster


def say(loaded: PiperVoices, voice, text: str = "hello", seed: int = 1) -> np.ndarray:
    return np.concatenate(
        [window.samples for window in loaded.speak(Segment(text=text, language="en-us", seed=seed), voice)]
    )


@pytest.fixture
def loads(monkeypatch):
    """Names of the files that were loaded, in order."""
    names: list[str] = []
    read = files.read
    monkeypatch.setattr(files, "read", lambda voice: (names.append(voice.id), read(voice))[1])
    return names


def test_what_cannot_load_is_tried_again(voice, tmp_path):
    loaded, path = PiperVoices(threads=1, limit=2), tmp_path / "solo.onnx"
    moved = voice("solo", model=str(path))
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        say(loaded, moved)
    for name in ("solo.onnx", "solo.onnx.json"):
        (tmp_path / name).symlink_to(voice(name[:4]).model.replace("solo.onnx", name))
    assert len(say(loaded, moved))


def test_speakers_by_name(voice):
    loaded = PiperVoices(threads=1, limit=2)
    by_default, anna, otto = (say(loaded, voice("duo", speaker=name)) for name in (None, "anna", "otto"))
    assert np.array_equal(by_default, anna)
    assert not np.array_equal(anna[:2000], otto[:2000])
    with pytest.raises(EngineUnavailable, match=r"no speaker 'eve'\. Speakers: anna, otto"):
        say(loaded, voice("duo", speaker="eve"))
    with pytest.raises(EngineUnavailable, match="Speakers: none"):
        say(loaded, voice("solo", speaker="eve"))


def test_nothing_to_say_is_a_short_silence(voice):
    silence = say(PiperVoices(threads=1, limit=1), voice("solo"), text="☃")
    assert len(silence) == 2205
    assert not silence.any()


def test_says_when_a_voice_cannot_be_streamed(voice, tmp_path, caplog):
    graph = onnx.load(voice("solo").model)
    graph.graph.node[-1].output[0] = "before"
    graph.graph.node.append(helper.make_node("Dropout", ["before"], ["output"]))
    onnx.save(graph, tmp_path / "solo.onnx")
    (tmp_path / "solo.onnx.json").symlink_to(voice("solo").model + ".json")
    whole = say(PiperVoices(threads=1, limit=1), voice("solo", model=str(tmp_path / "solo.onnx")))
    assert "'solo' cannot be streamed" in caplog.text
    assert np.abs(whole - say(PiperVoices(threads=1, limit=1), voice("solo"))).max() < 1e-5
