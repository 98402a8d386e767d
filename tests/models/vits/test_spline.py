"""The spline, the way back."""

import pytest
import torch
from TTS.tts.layers.vits.transforms import piecewise_rational_quadratic_transform

from models.vits import spline

BOUND = 5.0


@pytest.fixture
def shapes():
    torch.manual_seed(1)
    return torch.randn(500, 10), torch.randn(500, 10), 3 * torch.randn(500, 9)


def test_coquis_way_there_and_back(shapes):
    places = torch.linspace(-7, 7, 500)
    values, _ = piecewise_rational_quadratic_transform(places, *shapes, tails="linear", tail_bound=BOUND)
    torch.testing.assert_close(spline.inverse(values, *shapes, BOUND), places, atol=1e-3, rtol=0)


def test_as_coquis_own_way_back(shapes):
    values = torch.linspace(-7, 7, 500)
    wanted, _ = piecewise_rational_quadratic_transform(values, *shapes, inverse=True, tails="linear", tail_bound=BOUND)
    torch.testing.assert_close(spline.inverse(values, *shapes, BOUND), wanted, atol=1e-5, rtol=0)


def test_bounds_are_where_they_are(shapes):
    values = torch.full((500,), BOUND)
    torch.testing.assert_close(spline.inverse(values, *shapes, BOUND), values)
    torch.testing.assert_close(spline.inverse(-values, *shapes, BOUND), -values)
