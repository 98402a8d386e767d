"""Sampling: the probabilities that Hugging Face's warpers leave over, and draws that nobody else changes."""

import pytest
import torch
from transformers import (
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

from models.engine import Sampling
from models.xtts.moves import Moves
from models.xtts.sampling import GREEDY, Sampler, Settings, Vocabulary, choose

CODES = 1026
VOCABULARY = Vocabulary(CODES, 1024, 1025)


def settings(temperature, top_k, top_p, penalty, rows=1):
    return Settings(*(torch.full((rows,), float(value)) for value in (temperature, top_k, top_p, penalty)))


def theirs(logits, said, temperature, top_k, top_p, penalty):
    """Probabilities [codes] as `generate` has them."""
    warpers = LogitsProcessorList(
        [
            RepetitionPenaltyLogitsProcessor(penalty),
            TemperatureLogitsWarper(temperature),
            TopKLogitsWarper(top_k),
            TopPLogitsWarper(top_p),
        ]
    )
    return warpers(said[None], logits[None])[0].softmax(-1)


@pytest.mark.parametrize(
    "how", [(0.75, 50, 0.85, 10.0), (1.3, 5, 0.99, 1.5), (0.2, 1026, 0.3, 2.0), (1.0, 1, 0.5, 1.01)]
)
def test_a_number_draws_the_code_in_whose_share_it_lies(how):
    torch.manual_seed(3)
    logits, said = torch.randn(CODES) * 3, torch.randint(CODES, (40,))
    seen = torch.zeros(1, CODES, dtype=torch.bool)
    seen[0, said] = True
    shares = theirs(logits, said, *how)
    ordered, order = shares.sort(descending=True, stable=True)
    for number in torch.linspace(0, 0.9999, 101):
        code = choose(logits[None], seen, settings(*how), number[None])[0]
        place = (order == code).nonzero()[0, 0]
        below = ordered[:place].sum()
        assert below - 1e-5 <= number <= below + ordered[place] + 1e-5
        assert shares[code] > 0


def test_without_temperature_the_likeliest_code_is_taken():
    torch.manual_seed(3)
    logits, said = torch.randn(8, CODES), torch.rand(8, CODES) < 0.3
    penalized = torch.where(said, torch.where(logits < 0, logits * 2, logits / 2), logits)
    chosen = choose(logits, said, settings(GREEDY, 50, 0.85, 2.0, rows=8), torch.rand(8))
    assert chosen.tolist() == penalized.argmax(-1).tolist()


def test_no_limit_keeps_every_code():
    logits = torch.zeros(1, 4)
    none = torch.zeros(1, 4, dtype=torch.bool)
    drawn = {choose(logits, none, settings(1, 0, 1, 1), torch.tensor([n]))[0].item() for n in (0.1, 0.3, 0.6, 0.9)}
    assert drawn == {0, 1, 2, 3}


def sampler():
    return Sampler(VOCABULARY, 4, 60, torch.device("cpu"))


def drawn(sampler, rows, slot, steps=20):
    """Codes of one row among `rows`."""
    torch.manual_seed(5)
    logits = torch.randn(steps, CODES)
    others = torch.randn(steps, rows, CODES)
    codes = []
    for step in range(steps):
        others[step, slot] = logits[step]
        codes.append(sampler.draw(others[step], torch.full((rows,), step))[slot].item())
    return codes


def test_a_row_draws_the_same_alone_and_among_others_and_after_a_move():
    alone = sampler()
    alone.enter(0, [(Sampling(), 7)])
    expected = drawn(alone, 1, 0)
    crowd = sampler()
    for slot, seed in enumerate((1, 2, 3, 7)):
        crowd.enter(slot, [(Sampling(temperature=0.1 * (slot + 1)), seed)])
    crowd.enter(3, [(Sampling(), 7)])
    crowd.move(Moves.of([(3, 1)], torch.device("cpu")))
    assert drawn(crowd, 4, 1) == expected
    assert len(set(expected)) > 10


def test_another_seed_draws_another_row():
    first, second = sampler(), sampler()
    first.enter(0, [(Sampling(), 1)])
    second.enter(0, [(Sampling(), 2)])
    assert drawn(first, 1, 0) != drawn(second, 1, 0)


def test_what_the_prompt_counts_as_said_is_punished_from_the_start():
    """As in `generate`, whose prompt coqui fills with ones and a start."""
    greedy = sampler()
    greedy.enter(0, [(Sampling(temperature=0, repetition_penalty=10.0), 0)])
    logits = torch.full((1, CODES), -1.0)
    logits[0, [1, VOCABULARY.start, 5]] = torch.tensor([3.0, 2.9, 1.0])
    assert greedy.draw(logits, torch.zeros(1, dtype=torch.long)).item() == 5


def test_what_one_row_said_does_not_follow_the_next_in_its_slot():
    one = sampler()
    one.enter(0, [(Sampling(temperature=0, repetition_penalty=10.0), 0)])
    logits = torch.full((1, CODES), -1.0)
    logits[0, [5, 6]] = torch.tensor([2.0, 1.0])
    nothing = torch.zeros(1, dtype=torch.long)
    assert [one.draw(logits, nothing).item() for _ in range(2)] == [5, 6]
    one.enter(0, [(Sampling(temperature=0, repetition_penalty=10.0), 0)])
    assert one.draw(logits, nothing).item() == 5
