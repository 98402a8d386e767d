"""Graphs: work is done once for each call, on what it is given then."""

import pytest
import torch

from models.graphs import Graphs, room_for

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


@pytest.fixture
def graphs():
    return Graphs(DEVICE)


def test_work_without_a_result_changes_what_stays_where_it_is(graphs):
    kept = torch.zeros(8, device=DEVICE)

    def count(rows):
        kept[:rows] += 1

    for rows in (3, 5, 3, 3):
        graphs(count, rows)
    assert kept.tolist() == [4, 4, 4, 1, 1, 0, 0, 0]


def test_a_result_is_of_what_was_given_this_time(graphs):
    def doubled(given, other):
        return given * 2 if other is None else given * 2 + other

    for number in range(3):
        given = torch.full((2, 3), float(number), device=DEVICE)
        assert graphs(doubled, given, None).tolist() == [[2 * number] * 3] * 2
        assert graphs(doubled, given, given[0]).tolist() == [[3 * number] * 3] * 2
        assert graphs(doubled, given[:1], None).tolist() == [[2 * number] * 3]


def test_what_work_raises_is_raised_and_forgotten(graphs):
    def fails(rows):
        raise torch.OutOfMemoryError(f"{rows} are too many")

    for _ in range(2):
        with pytest.raises(torch.OutOfMemoryError, match="3 are too many"):
            graphs(fails, 3)


def test_there_are_few_sizes_and_each_holds_what_it_should():
    sizes = [room_for(number, 200) for number in range(1, 201)]
    assert all(size >= number for number, size in enumerate(sizes, 1))
    assert sorted(set(sizes)) == [1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192, 200]
