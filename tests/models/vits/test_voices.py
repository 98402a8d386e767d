"""The voices that are loaded, and where."""

import pytest
import torch

from models.engine import Segment
from models.errors import EngineUnavailable
from models.vits import voices
from models.vits.voices import VitsVoices

SEGMENT = Segment(text="hello", language="en-us", rate=1.5, seed=3)


@pytest.fixture(scope="module")
def loaded() -> VitsVoices:
    return VitsVoices("cpu", "auto", 1, None, 4)


def test_a_segment_as_its_model_takes_it(loaded, voice):
    line = loaded.line(SEGMENT, voice("plain"))
    assert line.row.symbols == loaded.load(voice("plain")).reader(SEGMENT)
    assert (line.row.speaker, line.row.rate, line.row.seed) == (0, 1.5, 3)
    assert line.model is loaded.line(SEGMENT, voice("plain", id="twin")).model


def test_speakers_by_name(loaded, voice):
    numbers = [loaded.line(SEGMENT, voice("speakers", speaker=name)).row.speaker for name in (None, "anna", "otto")]
    assert numbers == [0, 0, 1]
    with pytest.raises(EngineUnavailable, match=r"no speaker 'eve'\. Speakers: anna, otto"):
        loaded.line(SEGMENT, voice("speakers", speaker="eve"))
    with pytest.raises(EngineUnavailable, match="Speakers: none"):
        loaded.line(SEGMENT, voice("plain", speaker="eve"))


@pytest.mark.parametrize("device", ["gpu", "meta", "cdua:0"])
def test_a_device_that_is_none(device):
    with pytest.raises(ValueError, match=f"no device '{device}'; write auto, cpu, cuda"):
        VitsVoices(device, "auto", None, None, 1)


def test_a_device_that_is_not_here():
    with pytest.raises(EngineUnavailable, match="no device 'cuda:64' here; write `device: auto`"):
        VitsVoices("cuda:64", "auto", None, None, 1)


@pytest.mark.parametrize("share", [0, -1, 1.5])
def test_a_share_of_the_memory_that_is_none(share):
    with pytest.raises(ValueError, match=f"above 0 and at most 1, not {share}"):
        VitsVoices("cpu", "auto", None, share, 1)


def test_the_cpus_memory_is_not_capped():
    assert VitsVoices("cpu", "auto", None, 0.5, 1)


def test_a_voice_that_memory_does_not_hold(loaded, voice, monkeypatch):
    def full(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr(voices, "Model", full)
    with pytest.raises(EngineUnavailable, match=r"CUDA out of memory\. Keep fewer `voices` loaded"):
        loaded.load(voice("stochastic"))
