"""The loader: what is wrong with a folder is named, and nothing in it runs."""

import json
import pickle
import shutil

import pytest
import torch
from TTS.tts.configs.xtts_config import XttsConfig
from TTS.tts.models.xtts import _legacy_safe_globals

from benchmarks.engines.random_xtts import small_vocoder
from models.errors import EngineUnavailable
from models.xtts.loader import load

CPU = torch.device("cpu")


@pytest.fixture
def copy(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "xtts")


def refused(folder):
    with small_vocoder(), pytest.raises(EngineUnavailable) as told:
        load(folder, CPU)
    return str(told.value)


def test_the_folder_of_a_model_is_loaded(folder):
    with small_vocoder():
        model = load(folder, CPU)
    assert not model.training
    assert not any(weight.requires_grad for weight in model.parameters())


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "model.pth"])
def test_a_file_that_is_missing_is_named_with_the_command_that_fetches_it(copy, name):
    (copy / name).unlink()
    told = refused(copy)
    assert name in told
    assert "pull xtts_v2" in told


@pytest.mark.parametrize("name", ["config.json", "model.pth"])
def test_a_file_that_broke_off_is_told(copy, name):
    (copy / name).write_bytes((copy / name).read_bytes()[:1000])
    assert str(copy) in refused(copy)


def test_weights_of_another_shape_are_told(copy):
    told = json.loads((copy / "config.json").read_text())
    told["model_args"]["gpt_layers"] = 5
    (copy / "config.json").write_text(json.dumps(told))
    assert "as config.json describes it" in refused(copy)


def test_version_one_is_told(copy):
    told = json.loads((copy / "config.json").read_text())
    told["model_args"]["gpt_use_perceiver_resampler"] = False
    (copy / "config.json").write_text(json.dumps(told))
    assert "v1" in refused(copy)


def test_a_checkpoint_of_the_first_release_is_loaded_and_left_as_it_is(copy):
    """It holds coqui's configuration as an object, whose classes have moved since."""
    weights = torch.load(copy / "model.pth")["model"]
    config = XttsConfig()
    config.load_json(str(copy / "config.json"))
    with _legacy_safe_globals():
        torch.save({"config": config, "model": weights}, copy / "model.pth")
    before = (copy / "model.pth").read_bytes()
    with small_vocoder():
        load(copy, CPU)
    assert (copy / "model.pth").read_bytes() == before


class Bomb:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


def test_code_in_a_checkpoint_does_not_run(copy, tmp_path):
    went_off = tmp_path / "went-off"
    torch.save({"model": Bomb(went_off)}, copy / "model.pth")
    assert "no XTTS v2 model" in refused(copy)
    assert not went_off.exists()
    pickle.loads(pickle.dumps(Bomb(went_off))).close()  # noqa: S301 - or else this test could not fail
    assert went_off.exists()
