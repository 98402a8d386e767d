"""The spline inside VITS's stochastic duration predictor, the way back.

Monotone, of rational quadratic pieces (Durkan et al., "Neural Spline Flows", 2019, 3.1), and the identity beyond its
bounds. Nothing here depends on values by its shape, so a row's result depends on nobody else's, and a GPU never waits.
"""

import torch
from torch import Tensor
from torch.nn.functional import pad, softmax, softplus

LEAST = 1e-3
"""Of a piece's share of the width and of the height, and of slopes: what VITS is trained with."""


def inverse(values: Tensor, widths: Tensor, heights: Tensor, slopes: Tensor, bound: float) -> Tensor:
    """Where the spline has these values: [...], of a spline each.

    Before softmax and softplus: `widths` and `heights` [..., pieces], `slopes` [..., pieces - 1] where pieces meet.
    """
    across, up = _knots(widths, bound), _knots(heights, bound)
    slopes = pad(LEAST + softplus(slopes), (1, 1), value=1.0)
    inside = values.clamp(-bound, bound)
    piece = (inside[..., None] >= up[..., 1:-1]).sum(-1, keepdim=True)
    (left, right), (low, high), (first, last) = (_ends(each, piece) for each in (across, up, slopes))
    width, height, rise = right - left, high - low, inside - low
    steepness = height / width
    bend = rise * (first + last - 2 * steepness)
    # a x^2 + b x + c = 0 where the piece reaches `rise`, in the form that does not cancel out.
    a, b, c = height * (steepness - first) + bend, height * first - bend, -steepness * rise
    share = 2 * c / (-b - (b * b - 4 * a * c).clamp(min=0).sqrt())
    return torch.where(values.abs() <= bound, left + share * width, values)


def _knots(sizes: Tensor, bound: float) -> Tensor:
    """Where pieces begin and end, from -bound to bound: [..., pieces + 1]."""
    shares = LEAST + (1 - LEAST * sizes.shape[-1]) * softmax(sizes, -1)
    inner = 2 * bound * shares.cumsum(-1)[..., :-1] - bound
    return pad(pad(inner, (1, 0), value=-bound), (0, 1), value=bound)


def _ends(knots: Tensor, piece: Tensor) -> tuple[Tensor, Tensor]:
    return knots.gather(-1, piece)[..., 0], knots.gather(-1, piece + 1)[..., 0]
