"""Stretches: any part of what torch's `interpolate` makes of the whole."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch.nn.functional import interpolate

from models.xtts.stretch import Stretch

TO_FRAMES = (4.0, 24000 / 22050)


def whole(latents, factors):
    """[frames, width] of [codes, width], step by step."""
    frames = torch.tensor(latents.T[None])
    for factor in factors:
        frames = interpolate(frames, scale_factor=[factor], mode="linear")
    return frames[0].T.numpy()


@pytest.fixture
def latents():
    return np.random.default_rng(1).standard_normal((57, 5)).astype(np.float32)


@pytest.mark.parametrize("rate", [1, 0.5, 0.83, 1.5, 4])
def test_every_part_is_that_of_the_whole(latents, rate):
    factors = (*([] if rate == 1 else [1 / rate]), *TO_FRAMES)
    stretch, expected = Stretch(factors), whole(latents, factors)
    assert stretch.total(len(latents)) == len(expected)
    cuts = [0, 1, 9, 10, len(expected) // 2, len(expected) - 3, len(expected)]
    for begin, end in pairwise(cuts):
        piece = stretch.piece(begin, end, len(latents))
        made = piece.weights @ latents[piece.first : piece.first + piece.weights.shape[1]]
        np.testing.assert_allclose(made, expected[begin:end], atol=1e-4)


@pytest.mark.parametrize("rate", [1, 0.5, 1.5, 4])
@pytest.mark.parametrize("codes", [1, 2, 8, 21])
def test_what_is_known_stays_whatever_comes_behind(latents, rate, codes):
    stretch = Stretch((*([] if rate == 1 else [1 / rate]), *TO_FRAMES))
    known = stretch.known(codes)
    if not known:
        return
    early, late = (
        piece.weights @ given[piece.first : piece.first + piece.weights.shape[1]]
        for piece, given in (
            (stretch.piece(0, known, codes), latents[:codes]),
            (stretch.piece(0, known, len(latents)), latents),
        )
    )
    np.testing.assert_allclose(early, late, atol=1e-6)


def test_eight_codes_are_enough_for_first_audio():
    """31 frames of 10.7 ms are known, of which the vocoder of XTTS v2 looks 13 ahead."""
    assert Stretch(TO_FRAMES).known(8) >= 31


def test_a_single_code_has_frames():
    assert Stretch(TO_FRAMES).total(1) == 4
