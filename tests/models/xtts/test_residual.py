"""Between a decoder's products: as torch has it, in either kind of numbers."""

import pytest
import torch
from torch.nn.functional import gelu
from transformers.pytorch_utils import Conv1D

from models.xtts.residual import joined, widened
from tests.models.xtts.conftest import DEVICE

CLOSE = {torch.float32: 1e-5, torch.float16: 4e-3}


@pytest.fixture(params=[(5, 64), (3, 7, 96)], ids=str)
def shape(request):
    return request.param


@pytest.fixture(params=CLOSE if DEVICE == "cuda" else [torch.float32], ids=str)
def number(request):
    return request.param


@torch.inference_mode()
def test_a_sum_and_its_norm(shape, number):
    torch.manual_seed(1)
    norm = torch.nn.LayerNorm(shape[-1]).to(DEVICE, number)
    torch.nn.init.normal_(norm.weight)
    torch.nn.init.normal_(norm.bias)
    hidden, change = torch.randn(2, *shape, device=DEVICE).to(number)
    total, normed = joined(hidden, change, norm)
    wanted = hidden.float() + change.float()
    torch.testing.assert_close(total.float(), wanted, atol=CLOSE[number], rtol=0)
    torch.testing.assert_close(normed.float(), norm.float()(wanted), atol=CLOSE[number], rtol=0)


@torch.inference_mode()
def test_a_bent_product(shape, number):
    torch.manual_seed(1)
    product = Conv1D(4 * shape[-1], shape[-1]).to(DEVICE, number)
    normed = torch.randn(*shape, device=DEVICE).to(number)
    wanted = gelu(product.float()(normed.float()), approximate="tanh")
    made = widened(normed, product.to(number))
    assert made.shape == wanted.shape
    torch.testing.assert_close(made.float(), wanted, atol=CLOSE[number], rtol=0)
