"""The decoder: coqui's codes and latents for every row, whoever comes and goes beside it."""

from copy import deepcopy

import pytest
import torch

from models.graphs import Graphs
from models.xtts.decoder import Decoder
from models.xtts.moves import Moves
from models.xtts.sampling import Sampler
from tests.models.xtts.conftest import DEVICE, GREEDY, segment, voice


class Crowd:
    """Rows that step together, in the slots that are free."""

    def __init__(self, theirs, slots):
        device = torch.device(DEVICE)
        self.decoder = Decoder(deepcopy(theirs.gpt).to(device), slots, torch.float32, Graphs(device))
        self.sampler = Sampler(self.decoder.vocabulary, slots, self.decoder.longest, device)
        self.rows = []
        self.codes, self.latents = {}, {}

    def join(self, names, prompts):
        self.decoder.enter(len(self.rows), prompts)
        for name in names:
            self.sampler.enter(len(self.rows), [(GREEDY, 0)])
            self.rows.append(name)
            self.codes[name], self.latents[name] = [], []

    def step(self):
        """One code for everyone; those that end leave, and the last takes the place."""
        rows = len(self.rows)
        latents = self.decoder.latents[:rows].cpu().clone()
        codes = self.sampler.draw(self.decoder.logits(rows), self.decoder.made[:rows])
        self.decoder.note(codes)
        for name, code, latent in zip(self.rows, codes.tolist(), latents, strict=True):
            self.codes[name].append(code)
            self.latents[name].append(latent)
        for slot in reversed(range(rows)):
            said = self.codes[self.rows[slot]]
            if said[-1] == self.decoder.vocabulary.stop or len(said) == self.decoder.longest:
                last = self.rows.pop()
                if slot < len(self.rows):
                    moves = Moves.of([(len(self.rows), slot)], self.decoder.device)
                    self.decoder.move(moves, int(self.decoder._ends[len(self.rows)]))
                    self.sampler.move(moves)
                    self.rows[slot] = last
        if self.rows:
            self.decoder.step(len(self.rows))


@pytest.fixture(autouse=True)
def no_gradients():
    with torch.inference_mode():
        yield


def prompts(decoder, theirs, rows):
    return [
        decoder.prompt(row.speaker.conditioning.to(DEVICE), theirs.tokenizer.encode(row.text.lower(), "en"))
        for row in rows
    ]


@pytest.mark.parametrize("waves", [[1] * 4, [32], [5, 1, 9, 17], [16, 16]], ids=str)
def test_codes_and_latents_are_coquis_through_joins_and_leaves(theirs, spoken, waves):
    rows = spoken[: sum(waves)]
    crowd = Crowd(theirs, 32)
    begun = prompts(crowd.decoder, theirs, rows)
    first = 0
    for size in waves:
        crowd.join(range(first, first + size), begun[first : first + size])
        first += size
        for _ in range(7):
            crowd.step()
    while crowd.rows:
        crowd.step()
    for name, row in enumerate(rows):
        assert len(crowd.codes[name]) == row.codes
        torch.testing.assert_close(torch.stack(crowd.latents[name]), torch.tensor(row.latents), atol=1e-4, rtol=0)


def test_codes_are_those_of_coquis_generate(theirs, spoken):
    """Latents that are equal say so too; this is the same question without our sampler in it."""
    row = spoken[1]
    tokens = torch.tensor(theirs.tokenizer.encode(row.text.lower(), "en"))[None]
    expected = theirs.gpt.generate(
        row.speaker.conditioning[None].cpu(), tokens, do_sample=False, repetition_penalty=10.0, top_k=50, top_p=0.85
    )[0].tolist()
    crowd = Crowd(theirs, 1)
    crowd.join(["it"], prompts(crowd.decoder, theirs, [row]))
    while crowd.rows:
        crowd.step()
    assert crowd.codes["it"] == expected


def test_a_line_of_the_model_begins_as_coquis_prompt_does(model, theirs, spoken, monkeypatch):
    row = spoken[3]
    monkeypatch.setattr(model.speakers, "of", lambda _: row.speaker)
    tokens = torch.tensor(theirs.tokenizer.encode(row.text.lower(), "en"))[None]
    theirs.gpt.compute_embeddings(row.speaker.conditioning[None].cpu(), tokens)
    expected = theirs.gpt.gpt_inference.cached_prefix_emb[0]
    line = model.line(segment(row.text), voice(), guarded=False)
    conditioning, text = line.prompt.conditioning[None], torch.tensor([line.prompt.text], device=DEVICE)
    begun = model._decoder._prompts(conditioning, text)[0, :-1]
    torch.testing.assert_close(begun.cpu(), expected)
    assert line.prompt.places == len(expected) + 1
