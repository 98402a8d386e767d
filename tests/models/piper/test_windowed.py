"""Stages on stretches of time; test_model.py holds their windows to the whole."""

import numpy as np
import pytest

from models.piper.graph import Stage
from models.piper.reach import Reach
from models.piper.windowed import Windowed


class Doubled:
    """Stands for a session: each moment twice, and what was asked of it."""

    def __init__(self):
        self.asked = []

    def get_inputs(self):
        return [Named("in")]

    def get_outputs(self):
        return [Named("out")]

    def run(self, _names, feeds, _how):
        self.asked.append(feeds["in"].shape[2])
        return [np.repeat(feeds["in"], 2, axis=2)]


class Named:
    def __init__(self, name):
        self.name = name


def stage(reach):
    session = Doubled()
    return session, Windowed(Stage(None, frozenset({"in"}), "out", reach), session)


SIGNAL = np.arange(20, dtype=np.float32).reshape(1, 1, 20)


@pytest.mark.parametrize(("start", "end"), [(0, 20), (0, 5), (5, 9), (15, 20)])
def test_a_stretch_is_that_of_the_whole(start, end):
    _, windowed = stage(Reach(hop=2, frames=3))
    made = windowed({"in": SIGNAL}, start, end)
    assert np.array_equal(made, np.repeat(SIGNAL, 2, axis=2)[..., 2 * start : 2 * end])


def test_what_is_asked_for_is_added_to_what_is_there():
    session, windowed = stage(Reach(hop=2, frames=3))
    given = windowed.grown({"in": SIGNAL}, 4, 20)
    assert given["out"].shape[2] == 8
    assert windowed.grown(given, 4, 20) is given
    given = windowed.grown(given, 6, 20)
    assert given["out"].shape[2] == 12
    given = windowed.grown(given, 99, 20)
    assert np.array_equal(given["out"], np.repeat(SIGNAL, 2, axis=2))
    assert windowed.grown(given, 99, 20) is given
    assert session.asked == [7, 8, 17]


def test_without_reach_all_is_made_at_once():
    session, windowed = stage(None)
    windowed.grown({"in": SIGNAL}, 4, 20)
    assert session.asked == [20]
