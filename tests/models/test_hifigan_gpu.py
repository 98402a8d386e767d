"""HiFi-GAN as a GPU makes it, on whatever there is: what coqui's makes of each row alone."""

import pytest
import torch

from models.hifigan import HifiGan
from models.hifigan_gpu import SLOPE, Between, HifiGanOnGpu, image
from tests.models.test_hifigan import KINDS, LENGTHS, generator

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
CLOSE = 1e-5 if DEVICE == "cpu" else 2e-3
"""A GPU's convolutions are of TF32."""


@pytest.fixture(autouse=True)
def no_gradients():
    with torch.inference_mode():
        yield


@pytest.fixture(params=KINDS, scope="module")
def case(request):
    kind = KINDS[request.param]
    theirs = generator(**kind).to(DEVICE)
    frames = torch.randn(len(LENGTHS), 6, max(LENGTHS), device=DEVICE)
    speakers = torch.randn(len(LENGTHS), 5, 1, device=DEVICE) if kind["cond_channels"] else None
    with torch.inference_mode():
        alone = [
            theirs(frames[row : row + 1, :, :length], None if speakers is None else speakers[row : row + 1])[0, 0]
            for row, length in enumerate(LENGTHS)
        ]
    return frames, speakers, alone, HifiGan(theirs)


def test_a_row_sounds_among_others_as_coqui_makes_it_alone(case):
    frames, speakers, alone, plain = case
    frames = frames + 0
    for row, length in enumerate(LENGTHS):
        frames[row, :, length:] = 1e3  # what stands in the padding is nobody's
    made = HifiGanOnGpu(plain, torch.float32)(frames, torch.tensor(LENGTHS, device=DEVICE), speakers)
    for row, expected in enumerate(alone):
        torch.testing.assert_close(made[row, : len(expected)], expected, atol=CLOSE, rtol=0)
        assert not made[row, len(expected) :].any()


def test_rows_that_fill_their_time_need_no_lengths(case):
    frames, speakers, alone, plain = case
    made = HifiGanOnGpu(plain, torch.float32)(frames[:1], None, None if speakers is None else speakers[:1])
    torch.testing.assert_close(made[0], alone[0], atol=CLOSE, rtol=0)


def test_it_knows_what_the_plain_one_knows(case):
    plain = case[3]
    ours = HifiGanOnGpu(plain, torch.float32)
    assert (ours.hop, ours.reach) == (plain.hop, plain.reach)


def test_more_than_kernels_can_count_is_halved_as_what_memory_does_not_hold(case, monkeypatch):
    frames, speakers, alone, plain = case
    ours = HifiGanOnGpu(plain, torch.float32)
    monkeypatch.setattr("models.hifigan_gpu.MOST_NUMBERS", frames.shape[2] * ours._per_frame)
    with pytest.raises(torch.OutOfMemoryError, match=f"{len(frames)} rows of {frames.shape[2]} frames"):
        ours(frames, None, speakers)
    made = ours(frames[:1], None, None if speakers is None else speakers[:1])
    torch.testing.assert_close(made[0], alone[0], atol=CLOSE, rtol=0)


@pytest.mark.parametrize("channels", [8, 16, 32, 64, 128, 256])
@pytest.mark.parametrize("others", [0, 2])
def test_a_convolution_of_a_block_and_what_follows_it(channels, others):
    """A GPU has a kernel for most of these, of another shape by their channels."""
    torch.manual_seed(2)
    layer = torch.nn.Conv1d(channels, channels, 7, dilation=3, padding=9)
    sounds = torch.randn(1 + others, 3, channels, 150)
    lengths = torch.tensor([15, 3, 10])
    wanted = (layer(sounds[0]) + sounds[1:].sum(0)) * 0.5 * (torch.arange(150) < lengths[:, None] * 10)[:, None]
    between = Between(lengths.to(DEVICE))
    between.per_frame = 10
    there = [each.to(DEVICE).unsqueeze(2).contiguous(memory_format=torch.channels_last) for each in sounds]
    convolution = image(layer.to(DEVICE), torch.float32)
    assert (convolution.taps is None) == (channels == 8)
    made, active = between(convolution, *there, scale=0.5, kept=True, slope=SLOPE)
    torch.testing.assert_close(made.squeeze(2).cpu(), wanted, atol=CLOSE, rtol=0)
    torch.testing.assert_close(
        active.squeeze(2).cpu(), torch.nn.functional.leaky_relu(wanted, SLOPE), atol=CLOSE, rtol=0
    )
