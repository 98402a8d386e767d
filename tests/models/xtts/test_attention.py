"""What each row sees when it looks back: softmax over its own places, whatever is in the others."""

import pytest
import torch

from models.xtts.attention import look_back
from tests.models.xtts.conftest import DEVICE

HEADS, PLACES, SIZE = 2, 150, 32


@pytest.mark.parametrize("number", [torch.float32, torch.float16], ids=str)
def test_each_row_sees_its_own_places_and_its_newest(number):
    torch.manual_seed(3)
    ends = torch.tensor([0, 3, 63, 64, 149])
    taken = torch.randn(len(ends), 3 * HEADS * SIZE).to(number)
    kept = torch.randn(2, len(ends) + 2, HEADS, PLACES, SIZE).to(number)
    kept[:, :, :, 149] = 1e3  # nobody has been there
    ours = kept.to(DEVICE)
    seen = look_back(taken.to(DEVICE), ours, ends.to(DEVICE))
    for row, end in enumerate(ends.tolist()):
        query, key, value = taken[row].float().view(3, HEADS, SIZE)
        kept[0, row, :, end], kept[1, row, :, end] = key, value
        keys, values = kept[:, row, :, : end + 1].float()
        shares = (keys @ query[:, :, None] / SIZE**0.5).softmax(1)
        expected = (shares * values).sum(1).flatten()
        torch.testing.assert_close(
            seen[row].float().cpu(), expected, atol=1e-5 if number == torch.float32 else 2e-3, rtol=0
        )
    torch.testing.assert_close(ours.cpu(), kept)
