"""The vocoder: coqui's samples, in pieces as they are due."""

import numpy as np
import pytest
import torch

from benchmarks.engines.random_xtts import coqui, small_vocoder
from models.xtts.moves import Moves
from models.xtts.vocoder import Vocoder
from tests.models.xtts.conftest import DEVICE


@pytest.fixture(autouse=True)
def no_gradients():
    with torch.inference_mode():
        yield


@pytest.fixture(scope="module")
def vocoder(folder):
    with small_vocoder():
        return Vocoder(coqui(folder).hifigan_decoder.to(DEVICE), 4, 60, torch.float32)


def spoken_now(vocoder, windows):
    return [spoken.pcm() / 32767 for spoken in vocoder.speak(windows)]


def fill(vocoder, slot, row, rate=1.0):
    for place, latent in enumerate(torch.tensor(row.latents, device=DEVICE)):
        vocoder.keep(latent.expand(slot + 1, -1), torch.full((slot + 1,), place, device=DEVICE))
    return vocoder.enter(slot, [row.speaker.embedding], [rate])[0]


@pytest.mark.parametrize("rate", [1.0, 0.7, 1.6])
def test_pieces_are_coquis_whole(vocoder, theirs, spoken, rate):
    row = next(row for row in spoken if row.codes == 57)
    speaker = row.speaker
    expected = theirs.inference(
        row.text, "en", speaker.conditioning[None].cpu(), speaker.embedding[None].cpu(), do_sample=False, speed=rate
    )["wav"]
    course = fill(vocoder, 0, row, rate)
    pieces, begun = [], []
    for codes in range(1, row.codes + 1):
        window = vocoder.due(0, course, codes, ended=codes == row.codes)
        if window is not None:
            pieces.append(spoken_now(vocoder, [window])[0])
            begun.append(codes)
    made = np.concatenate(pieces)
    assert len(pieces) >= 3
    assert made.shape == expected.shape
    assert np.abs(made - expected).max() < 1e-4
    assert begun[0] <= 8 * max(1, rate) + 1


def test_windows_of_several_rows_are_spoken_together(vocoder, spoken):
    rows = sorted(spoken, key=lambda row: row.codes)[::10]
    courses = [fill(vocoder, slot, row) for slot, row in reversed(list(enumerate(rows)))][::-1]
    windows = [vocoder.due(slot, courses[slot], row.codes, ended=True) for slot, row in enumerate(rows)]
    for samples, row in zip(spoken_now(vocoder, windows), rows, strict=True):
        assert samples.shape == row.samples.shape
        assert np.abs(samples - row.samples).max() < 1e-4


def test_nothing_is_due_before_its_time_or_twice(vocoder, spoken):
    course = fill(vocoder, 0, spoken[0])
    assert vocoder.due(0, course, 3, ended=False) is None
    window = vocoder.due(0, course, 9, ended=False)
    vocoder.speak([window])
    assert vocoder.due(0, course, 9, ended=False) is None


def test_a_row_sounds_the_same_in_another_slot(vocoder, spoken):
    row = spoken[0]
    course = fill(vocoder, 2, row)
    vocoder.move(Moves.of([(2, 1)], torch.device(DEVICE)), row.codes)
    window = vocoder.due(1, course, row.codes, ended=True)
    assert np.abs(spoken_now(vocoder, [window])[0] - row.samples).max() < 1e-4
