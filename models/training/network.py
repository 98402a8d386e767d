"""The voice's network: coqui's `Vits`, small, with the latent of features.py."""

import math

import torch
from torch import Tensor, nn
from TTS.tts.models.vits import Vits

# isort: split
# Only now: the model and its configuration import each other, and the other way round that fails.
from TTS.config.shared_configs import BaseAudioConfig
from TTS.tts.configs.vits_config import VitsArgs, VitsConfig

from models.training.description import NOISE_SCALE, SYMBOLS
from models.training.features import CHANNELS, TOLD
from models.training.teacher import HOP, SAMPLE_RATE

QUIET = -8.0
"""Logarithm of the noise on channels that tell of speech."""


def make() -> Vits:
    """Random weights, but for the two things that are laid down by hand: noise is drawn on its own channels only."""
    decoder = {
        "resblock_type": "2",
        "resblock_kernel_sizes": [3, 5, 7],
        "resblock_dilation_sizes": [[1, 2], [2, 6], [3, 12]],
        "upsample_rates": [4, 4, 8],
        "upsample_kernel_sizes": [8, 8, 16],
        "upsample_initial_channel": 128,
    }
    sizes = {
        "hidden_channels": CHANNELS,
        "hidden_channels_ffn_text_encoder": 4 * CHANNELS,
        "num_layers_text_encoder": 4,
        "num_layers_flow": 2,
        "dilation_rate_flow": 2,
    }
    decoder = {f"{name}_decoder": value for name, value in decoder.items()}
    arguments = VitsArgs(**sizes, **decoder, use_sdp=False, init_discriminator=False)
    audio = BaseAudioConfig(sample_rate=SAMPLE_RATE, hop_length=HOP)
    model = Vits(VitsConfig(model_args=arguments, audio=audio))
    # VitsArgs.num_chars is overwritten from a character set that this voice does not have.
    model.text_encoder.emb = nn.Embedding(SYMBOLS, CHANNELS)
    nn.init.normal_(model.text_encoder.emb.weight, 0, CHANNELS**-0.5)
    lay_noise(model.text_encoder.proj)
    return model


def lay_noise(projection: nn.Conv1d) -> None:
    """No symbol has a say in how much noise there is, or in its mean; call it again after each step of learning."""
    assert projection.bias is not None
    with torch.no_grad():
        projection.weight[CHANNELS:] = 0
        projection.weight[TOLD:CHANNELS] = 0
        projection.bias[TOLD:CHANNELS] = 0
        projection.bias[CHANNELS : CHANNELS + TOLD] = QUIET
        projection.bias[CHANNELS + TOLD :] = -math.log(NOISE_SCALE)


def expanded(values: Tensor, lasting: Tensor) -> Tensor:
    """[batch, channels, symbols] to [batch, channels, frames], each symbol for as many frames as it lasts."""
    ends = lasting.cumsum(1)
    frames = torch.arange(int(ends[:, -1].max()), device=values.device)
    symbol = (frames[None, :, None] >= ends[:, None, :]).sum(2).clamp(max=lasting.shape[1] - 1)
    return torch.gather(values, 2, symbol[:, None].expand(-1, values.shape[1], -1))
