"""Duration predictors: how long each symbol lasts, of coqui's two kinds, with noise from outside."""

import math

import torch
from torch import Tensor, nn
from TTS.tts.layers.vits.stochastic_duration_predictor import ConvFlow, StochasticDurationPredictor

from models.vits import spline

NOISE_CHANNELS = 2
"""Of the noise that the stochastic one starts from (Kim et al., "VITS", 2021, 2.2.2)."""


def durations(predictor: nn.Module, text: Tensor, mask: Tensor, speaker: Tensor | None, noise: Tensor) -> Tensor:
    """Frames that each symbol lasts, not yet whole: [rows, symbols].

    Of `text` [rows, channels, symbols], its `mask` [rows, 1, symbols], `speaker` [rows, size, 1] and `noise`
    [rows, 2, symbols], of which only the stochastic predictor makes use.
    """
    if isinstance(predictor, StochasticDurationPredictor):
        logarithms = _drawn(predictor, text, mask, speaker, noise)
    else:
        logarithms = predictor(text, mask, g=speaker)
    return (torch.exp(logarithms) * mask)[:, 0]


def _drawn(
    predictor: StochasticDurationPredictor, text: Tensor, mask: Tensor, speaker: Tensor | None, noise: Tensor
) -> Tensor:
    told = predictor.pre(text)
    if speaker is not None:
        told = told + predictor.cond(speaker)
    told = predictor.proj(predictor.convs(told, mask)) * mask
    affine, *flows = predictor.flows
    drawn = noise
    # On the way back, the first of them only changes what is thrown away.
    for flow in reversed(flows[1:]):
        drawn = _back(flow, drawn.flip(1), mask, told)
    logarithms: Tensor = affine(drawn.flip(1), mask, reverse=True)[:, :1]
    return logarithms


def _back(flow: ConvFlow, drawn: Tensor, mask: Tensor, told: Tensor) -> Tensor:
    kept, moved = drawn.chunk(2, 1)
    shape = flow.proj(flow.convs(flow.pre(kept), mask, g=told)) * mask
    pieces, scale = flow.num_bins, math.sqrt(flow.hidden_channels)
    widths, heights, slopes = shape.transpose(1, 2).split([pieces, pieces, pieces - 1], -1)
    moved = spline.inverse(moved[:, 0], widths / scale, heights / scale, slopes, flow.tail_bound)
    return torch.cat([kept, moved[:, None]], 1) * mask
