"""Samples on their way: the same when they are there, whatever the device does then."""

import numpy as np
import torch

from models.spoken import Spoken

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def test_samples_arrive_as_they_were_when_they_were_sent():
    samples = torch.arange(-1000, 1000, device=DEVICE).to(torch.int16).view(2, 1000)
    wanted = samples.cpu().numpy().copy()
    spoken = Spoken.sent(samples)
    if DEVICE == "cuda":
        samples.zero_()
    arrived = spoken.pcm()
    assert spoken.there
    assert arrived.dtype == np.int16
    np.testing.assert_array_equal(arrived, wanted)
