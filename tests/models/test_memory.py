"""Batches that memory does not hold."""

import logging

import pytest
import torch

from models.memory import in_halves


def holding(most: int, seen: list[list[int]], too_large: int | None = None):
    """Runs as many rows as memory holds, and never a certain one."""

    def run(rows):
        if len(rows) > most or too_large in rows:
            raise torch.OutOfMemoryError(f"{len(rows)} rows")
        seen.append(list(rows))

    return run


@pytest.mark.parametrize("most", [1, 3, 4, 10, 20])
def test_every_row_runs_once_and_in_order(most):
    seen: list[list[int]] = []
    in_halves(holding(most, seen), list(range(10)), lambda *_: pytest.fail("nobody is given up"))
    assert [row for rows in seen for row in rows] == list(range(10))
    assert max(map(len, seen)) <= most


def test_a_row_that_never_fits_is_given_up_and_no_other(caplog):
    seen: list[list[int]] = []
    lost: list[tuple[int, str]] = []
    with caplog.at_level(logging.WARNING):
        in_halves(holding(10, seen, too_large=6), list(range(8)), lambda row, reason: lost.append((row, reason)))
    assert lost == [(6, "1 rows")]
    assert sorted(row for rows in seen for row in rows) == [0, 1, 2, 3, 4, 5, 7]
    assert "a batch of 8 rows, which goes on in halves" in caplog.text


def test_what_was_made_so_far_is_let_go_before_the_halves_run():
    class Made:
        alive = 0

        def __init__(self):
            Made.alive += 1

        def __del__(self):
            Made.alive -= 1

    def run(rows):
        assert not Made.alive
        made = Made()
        if len(rows) > 1:
            raise torch.OutOfMemoryError(str(made))

    in_halves(run, [1, 2, 3], lambda *_: pytest.fail("nobody is given up"))


def test_other_errors_are_not_memory():
    with pytest.raises(ZeroDivisionError):
        in_halves(lambda _: 1 / 0, [1, 2], lambda *_: None)


def test_no_rows():
    in_halves(lambda _: pytest.fail("nothing runs"), [], lambda *_: None)
