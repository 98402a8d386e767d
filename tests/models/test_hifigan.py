"""HiFi-GAN: as coqui's, whoever is beside it and whatever is around it."""

import pytest
import torch
from TTS.vocoder.models.hifigan_generator import HifiganGenerator

from models.hifigan import HifiGan

KINDS = {
    "vits": {"resblock_type": "2", "cond_channels": 0, "dilations": [[1, 2], [2, 6]]},
    "vits with speakers": {"resblock_type": "1", "cond_channels": 5, "dilations": [[1, 3, 5], [1, 3, 5]]},
    "xtts": {"resblock_type": "1", "cond_channels": 5, "dilations": [[1, 3, 5], [1, 3, 5]], "each": True},
}
LENGTHS = (40, 1, 17, 33)


def generator(resblock_type, cond_channels, dilations, each=False):
    torch.manual_seed(1)
    made = HifiganGenerator(
        6, 1, resblock_type, dilations, [3, 5], [8, 4], 16, [4, 2], 0, cond_channels, cond_in_each_up_layer=each
    ).eval()
    for name, weight in made.named_parameters():
        if name.endswith("original0"):
            torch.nn.init.uniform_(weight, 0.7, 1.3)
    return made


@pytest.fixture(params=KINDS, scope="module")
def case(request):
    """Frames, speakers, what coqui makes of each row alone, and ours."""
    kind = KINDS[request.param]
    theirs = generator(**kind)
    frames = torch.randn(len(LENGTHS), 6, max(LENGTHS))
    speakers = torch.randn(len(LENGTHS), 5, 1) if kind["cond_channels"] else None
    with torch.inference_mode():
        alone = [
            theirs(frames[row : row + 1, :, :length], None if speakers is None else speakers[row : row + 1])[0, 0]
            for row, length in enumerate(LENGTHS)
        ]
    return frames, speakers, alone, HifiGan(theirs)


@pytest.fixture(autouse=True)
def no_gradients():
    with torch.inference_mode():
        yield


def test_a_row_sounds_among_others_as_coqui_makes_it_alone(case):
    frames, speakers, alone, ours = case
    frames = frames + 0
    for row, length in enumerate(LENGTHS):
        frames[row, :, length:] = 1e3  # what stands in the padding is nobody's
    made = ours(frames, torch.tensor(LENGTHS), speakers)
    for row, expected in enumerate(alone):
        assert len(expected) == LENGTHS[row] * ours.hop
        torch.testing.assert_close(made[row, : len(expected)], expected, atol=1e-5, rtol=0)
        assert not made[row, len(expected) :].any()


def test_rows_that_fill_their_time_need_no_lengths(case):
    frames, speakers, alone, ours = case
    torch.testing.assert_close(ours(frames[:1], None, None if speakers is None else speakers[:1])[0], alone[0])


def test_a_stretch_with_its_reach_around_it_sounds_as_in_the_whole(case):
    frames, speakers, alone, ours = case
    begin, end = 14, 21
    window = frames[:1, :, begin - ours.reach : end + ours.reach]
    made = ours(window, None, None if speakers is None else speakers[:1])[0]
    inner = made[ours.reach * ours.hop : (ours.reach + end - begin) * ours.hop]
    torch.testing.assert_close(inner, alone[0][begin * ours.hop : end * ours.hop], atol=1e-5, rtol=0)


def test_it_reaches_as_far_as_it_says(case):
    frames, speakers, _, ours = case
    middle = frames.shape[2] // 2
    with torch.inference_mode(False), torch.enable_grad():
        given = frames[:1].clone().requires_grad_()
        made = ours(given, None, None if speakers is None else speakers[:1].clone())[0]
        made[middle * ours.hop : (middle + 1) * ours.hop].sum().backward()
    felt = given.grad.abs().sum((0, 1)).nonzero()[:, 0]
    assert (middle - felt.min(), felt.max() - middle) == (ours.reach, ours.reach)
