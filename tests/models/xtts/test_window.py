"""Windows: what is looked at for them, with what padding."""

import pytest
import torch

from models.xtts.stretch import Stretch
from models.xtts.window import TIMES, Course, View, Window
from tests.models.xtts.conftest import DEVICE

REACH = 13
STRETCH = Stretch((4.0, 24000 / 22050))


def view(begin, end, codes, *, ended=False):
    window = Window(0, Course(STRETCH), begin, end, codes, STRETCH.total(codes), ended)
    return View.of(window, REACH, torch.device(DEVICE))


@pytest.mark.parametrize("begin", [0, 5, 40])
@pytest.mark.parametrize("ended", [False, True])
def test_frames_are_products_of_latents_wherever_a_window_begins(begin, ended):
    codes = 30
    total = STRETCH.total(codes)
    latents = torch.randn(codes, 6, device=DEVICE)
    seen = view(begin, total if ended else 70, codes, ended=ended)
    padded = torch.cat([latents, latents.new_zeros(seen.weights.shape[1], 6)])
    frames = seen.weights @ padded[seen.first :][: seen.weights.shape[1]]
    piece = STRETCH.piece(0, total, codes)
    whole = torch.from_numpy(piece.weights).to(DEVICE) @ latents[piece.first :][: piece.weights.shape[1]]
    first, last = max(0, begin - REACH), total if ended else 70 + REACH
    assert seen.begin == first
    torch.testing.assert_close(frames[seen.at : seen.at + last - first], whole[first:last])
    assert not frames[: seen.at].any()
    assert not frames[seen.at + last - first :].any()


def test_only_a_row_that_is_seen_from_beginning_to_end_has_silence_behind_it():
    time = len(view(0, 20, 30).weights)
    assert view(0, 20, 30).length == time
    whole = view(0, STRETCH.total(6), 6, ended=True)
    assert whole.length == STRETCH.total(6)


@pytest.mark.skipif(DEVICE == "cpu", reason="a CPU looks at no padding")
def test_a_gpu_looks_at_few_sizes():
    sizes = {len(view(0, end, 400).weights) for end in range(1, 900)}
    assert sizes == {*TIMES, *(TIMES[-1] * times for times in range(2, 7))}
