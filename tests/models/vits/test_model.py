"""One loaded model: as coqui's when alone, and as alone among others."""

import random
from dataclasses import replace

import pytest
import torch

from models.vits.model import Model, Row
from tests.models.vits.conftest import DEVICE

KINDS = ["stochastic", "plain", "speakers"]
ROW = Row(symbols=[*range(3, 50), 3, 20], speaker=0, rate=1, seed=7)
SYMBOLS = 60


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    return request.param


@pytest.fixture(autouse=True)
def no_gradients():
    with torch.inference_mode():
        yield


def speak(model: Model, rows: list[Row]) -> list[torch.Tensor]:
    """In windows, as the engine does."""
    priors = model.priors(rows)
    frames = model.latents(rows, priors)
    parts: list[list[torch.Tensor]] = [[] for _ in rows]
    for start, end in model.windows(max(prior.frames for prior in priors)):
        going = [n for n, prior in enumerate(priors) if prior.frames > start]
        samples = model.samples([rows[n] for n in going], [frames[n] for n in going], start, end)
        for n, row in zip(going, samples, strict=True):
            length = (priors[n].frames - start) * model.hop
            assert not row[length:].any()
            parts[n].append(row[:length].cpu())
    return [torch.cat(row) for row in parts]


def random_rows(speakers: int) -> list[Row]:
    chance = random.Random(3)  # noqa: S311
    return [
        Row(
            symbols=[chance.randrange(SYMBOLS) for _ in range(chance.randint(1, 60))],
            speaker=chance.randrange(speakers),
            rate=chance.choice([0.5, 0.77, 1, 1, 1.3, 2, 4]),
            seed=chance.randrange(2**64),
        )
        for _ in range(32)
    ]


def test_a_row_among_32_sounds_as_it_does_alone(models, kind):
    rows = random_rows(2 if kind == "speakers" else 1)
    together = speak(models[kind], rows)
    assert len({len(samples) for samples in together}) > 10
    for row, samples in zip(rows, together, strict=True):
        alone = speak(models[kind], [row])[0]
        assert samples.shape == alone.shape
        assert (samples - alone).abs().max() < 1e-4


@pytest.mark.parametrize("symbols", [49, 2])
def test_without_noise_it_says_what_coqui_says(coqui, kind, symbols):
    theirs = coqui(kind)
    theirs.inference_noise_scale = theirs.inference_noise_scale_dp = 0
    rows = [replace(ROW, symbols=ROW.symbols[:symbols], speaker=n) for n in range(2 if kind == "speakers" else 1)]
    given = [{"speaker_ids": torch.tensor([row.speaker]) if kind == "speakers" else None} for row in rows]
    wanted = [
        theirs.inference(torch.tensor([row.symbols]), about)["model_outputs"][0, 0].clone()
        for row, about in zip(rows, given, strict=True)
    ]
    ours = Model(theirs, DEVICE, torch.float32)
    for row, samples in zip(rows, wanted, strict=True):
        said = speak(ours, [row])[0]
        assert said.shape == samples.shape
        assert said.abs().max() > 0.01
        torch.testing.assert_close(said, samples, atol=1e-5, rtol=0)


def test_windows_equal_the_whole(models, kind):
    model = models[kind]
    priors = model.priors([ROW])
    frames = model.latents([ROW], priors)
    whole = model.samples([ROW], frames, 0, priors[0].frames)[0].cpu()
    assert len(whole) == priors[0].frames * model.hop
    for length in (1, 7, 50):
        starts = range(0, priors[0].frames, length)
        parts = [model.samples([ROW], frames, start, start + length)[0].cpu() for start in starts]
        torch.testing.assert_close(torch.cat(parts), whole, atol=1e-5, rtol=0)


def test_seeds_and_speakers_differ_and_the_same_is_the_same(models, kind):
    one = speak(models[kind], [ROW])[0]
    assert torch.equal(speak(models[kind], [ROW])[0], one)
    for other in [replace(ROW, seed=8), replace(ROW, speaker=1)][: 1 + (kind == "speakers")]:
        assert not torch.equal(speak(models[kind], [other])[0][:5000], one[:5000])


def test_a_rate_divides_the_length(models, kind):
    natural = len(speak(models[kind], [ROW])[0])
    for rate in (0.25, 0.9, 3):
        assert abs(len(speak(models[kind], [replace(ROW, rate=rate)])[0]) - natural / rate) <= models[kind].hop


def test_nothing_is_left_of_weight_norm(models, kind):
    parameters = dict(models[kind]._vits.named_parameters())
    assert not [name for name in parameters if "parametrizations" in name or parameters[name].requires_grad]
