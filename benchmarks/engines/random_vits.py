"""VITS checkpoints of random weights, as coqui's trainer saves them, for benchmarks and tests.

They say nothing that anyone could understand, but every part of them matters to the sound: no bias is zero, no flow is
the identity, symbols last about as long as in real speech, and speech is about as loud.
"""

import math
from pathlib import Path

import torch
from torch import nn
from TTS.tts.models.vits import Vits

# isort: split
from TTS.config.shared_configs import BaseAudioConfig
from TTS.tts.configs.vits_config import VitsArgs, VitsConfig

FRAMES_PER_SYMBOL = 3
"""15 characters a second, blanks between them, 86 frames a second: what a voice of LJSpeech has."""
LOUDNESS = 0.12
"""Root mean square of the samples, full scale being 1."""
SYMBOLS = torch.arange(60)[None]
"""What is said to find out."""


def small(speakers: tuple[str, ...] = (), use_sdp: bool = True) -> VitsConfig:
    """Of a hundredth of the usual size; every kind of layer is there."""
    arguments = VitsArgs(
        hidden_channels=16,
        hidden_channels_ffn_text_encoder=32,
        num_layers_text_encoder=2,
        num_layers_posterior_encoder=1,
        num_layers_flow=2,
        resblock_kernel_sizes_decoder=[3, 5],
        resblock_dilation_sizes_decoder=[[1, 3, 5], [1, 3, 5]],
        upsample_rates_decoder=[8, 8],
        upsample_kernel_sizes_decoder=[16, 16],
        upsample_initial_channel_decoder=32,
        speaker_embedding_channels=8,
        use_speaker_embedding=bool(speakers),
        use_sdp=use_sdp,
        init_discriminator=False,
    )
    audio = BaseAudioConfig(sample_rate=8000, hop_length=64)
    return VitsConfig(model_args=arguments, audio=audio, speakers=list(speakers) or None)


def full() -> VitsConfig:
    """Of the size that coqui's `VitsArgs` have unless told otherwise."""
    return VitsConfig(model_args=VitsArgs(init_discriminator=False))


def write(folder: Path, config: VitsConfig, seed: int = 1) -> Path:
    """Writes `model.pth` and `config.json`; the path of the former."""
    torch.manual_seed(seed)
    model = Vits(config).eval()
    with torch.inference_mode(False), torch.no_grad():
        _enliven(model)
        _tune(model)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    config.save_json(str(folder / "config.json"))
    return folder / "model.pth"


def _enliven(model: nn.Module) -> None:
    """Training starts from zeros and near-zeros in many places; here nothing may be without effect."""
    for name, parameter in model.named_parameters():
        if name.startswith("waveform_decoder") and name.endswith("original0"):
            nn.init.uniform_(parameter, 0.7, 1.3)
        elif parameter.dim() == 1 or not parameter.any():
            parameter.add_(torch.randn_like(parameter), alpha=0.1)


def _tune(model: Vits) -> None:
    """Shift where durations end and scale where samples do, until speech is as long and as loud as it should be."""
    predictor, last = model.duration_predictor, model.waveform_decoder.conv_post.weight
    for _ in range(8):
        spoken = model.inference(SYMBOLS, _first_speaker(model))
        excess = math.log(float(spoken["durations"].mean()) / FRAMES_PER_SYMBOL)
        if hasattr(predictor, "flows"):
            predictor.flows[0].translation[0] += excess
        else:
            predictor.proj.bias -= excess
        last *= LOUDNESS / spoken["model_outputs"].std().clone()


def _first_speaker(model: Vits) -> dict[str, torch.Tensor | None]:
    return {"speaker_ids": torch.tensor([0]) if hasattr(model, "emb_g") else None}
