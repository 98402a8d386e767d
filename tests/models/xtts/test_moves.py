"""Moves: what a slot has goes along, and whoever stays keeps it."""

import torch

from models.xtts.moves import Moves
from tests.models.xtts.conftest import DEVICE


def test_rows_take_what_they_have_along():
    moves = Moves.of([(4, 1), (3, 0)], torch.device(DEVICE))
    state = torch.arange(10, device=DEVICE).view(5, 2)
    columns = state.clone()
    moves.within(state)
    assert state.tolist() == [[6, 7], [8, 9], [4, 5], [6, 7], [8, 9]]
    moves.within(columns[:, :1])
    assert columns.tolist() == [[6, 1], [8, 3], [4, 5], [6, 7], [8, 9]]
