"""Models and the files that do not fit them."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from models.errors import EngineUnavailable
from models.piper.description import PAD
from models.vits import files
from models.vits.network import network


@pytest.fixture
def copied(voice, tmp_path):
    """A voice of two speakers where it may be broken."""
    folder = tmp_path / "speakers"
    shutil.copytree(Path(voice("speakers").model).parent, folder)
    return voice("speakers", model=str(folder / "model.pth"))


def config(voice) -> Path:
    return Path(voice.model).with_name("config.json")


def change(voice, arguments=None, **fields) -> None:
    described = json.loads(config(voice).read_text()) | fields
    described["model_args"] |= arguments or {}
    config(voice).write_text(json.dumps(described))


def refusal(voice) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        network(voice, files.read(voice))
    assert "voice 'speakers'" in str(caught.value)
    return str(caught.value)


def test_holds_what_speech_needs_and_no_more(copied):
    vits = network(copied, files.read(copied))
    assert {name.split(".")[0] for name in vits.state_dict()} == {
        "text_encoder", "duration_predictor", "flow", "waveform_decoder", "emb_g",
    }  # fmt: skip


def test_what_training_needed_is_left_out(copied):
    checkpoint = torch.load(copied.model)
    checkpoint["model"] |= {"disc.nets.0.bias": torch.zeros(1), "speaker_encoder.a": torch.zeros(1)}
    torch.save(checkpoint, copied.model)
    change(copied, {"init_discriminator": True, "use_speaker_encoder_as_loss": True})
    assert network(copied, files.read(copied))


def test_weights_as_torch_wrote_them_before_parametrizations(copied):
    checkpoint = torch.load(copied.model)
    old = {".parametrizations.weight.original0": ".weight_g", ".parametrizations.weight.original1": ".weight_v"}
    for name in list(checkpoint["model"]):
        for new, before in old.items():
            if name.endswith(new):
                checkpoint["model"][name.removesuffix(new) + before] = checkpoint["model"].pop(name)
    wanted = network(copied, files.read(copied)).state_dict()
    torch.save(checkpoint, copied.model)
    found = network(copied, files.read(copied)).state_dict()
    assert all(torch.equal(found[name], wanted[name]) for name in wanted)


def test_speakers_of_a_file_that_lay_elsewhere_when_it_was_trained(copied):
    change(copied, {"speakers_file": "/home/trainer/run-1/speakers.pth"}, speakers=None)
    assert f"{config(copied).with_name('speakers.pth')} cannot be read; put" in refusal(copied)
    torch.save({"otto": 0, "anna": 1}, config(copied).with_name("speakers.pth"))
    assert network(copied, files.read(copied)).speaker_manager.name_to_id == {"otto": 0, "anna": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hidden_channels": 32}, "size mismatch"),
        ({"num_layers_flow": 3}, "Missing key(s)"),
        ({"num_layers_text_encoder": 1}, "Unexpected key(s)"),
        ({"use_sdp": False}, "duration_predictor"),
    ],
)
def test_weights_of_another_shape(copied, arguments, message):
    change(copied, arguments)
    refused = refusal(copied)
    assert f"{copied.model} is not the model that {config(copied)} describes" in refused
    assert message in refused


def test_one_speaker_less(copied):
    change(copied, speakers=["anna"])
    assert "emb_g.weight" in refusal(copied)


def test_a_model_that_cannot_be(copied):
    change(copied, {"upsample_rates_decoder": [8, 4]})
    assert "coqui makes no model of" in refusal(copied)
    assert "hop length" in refusal(copied)


@pytest.mark.parametrize("phonemizer", ["espeak", None])
def test_phonemes_of_an_espeak_that_is_not_installed(copied, monkeypatch, phonemizer):
    monkeypatch.setenv("PATH", "/nowhere")
    change(copied, use_phonemes=True, phonemizer=phonemizer, phoneme_language="en-us")
    assert "install espeak-ng (Debian: apt-get install espeak-ng)" in refusal(copied)


def test_a_phonemizer_that_is_not_installed(copied):
    change(copied, use_phonemes=True, phonemizer="gruut", phoneme_language="en-us")
    assert "pip install coqui-tts[languages]" in refusal(copied)


def test_more_of_pipers_phonemes_than_symbols(copied):
    ids = {PAD: [0], "^": [1], "$": [2], "a": [500]}
    Path(copied.model + ".json").write_text(json.dumps({"audio": {"sample_rate": 8000}, "phoneme_id_map": ids}))
    assert "one numbered 500" in refusal(copied)
