"""Frames that look up their symbol."""

from pathlib import Path

import numpy as np
import pytest

from models.piper import files
from models.piper.alignment import SYMBOL_OF_FRAME, looked_up
from models.piper.session import options, run, session
from models.voice import Voices

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module", params=["solo", "duo", "declaim"])
def parts(request, voice):
    name = request.param
    return files.read(Voices.known({"piper"}, Path("none"))[name] if name == "declaim" else voice(name))[1]


@pytest.fixture(scope="module")
def spoken(parts):
    """What is known of nine symbols before their durations are whole."""
    symbols = {"input": np.arange(9)[None], "input_lengths": np.array([9]), "sid": np.array([0])}
    noise = np.random.default_rng(1).standard_normal((1, 2, 9), np.float32)
    feeds = symbols | {"scales": np.ones(3, np.float32), parts.text.noise: noise}
    return feeds | run(session(parts.text.model, options(1)), feeds)


@pytest.mark.parametrize("lasting", [[1] * 9, [3, 0, 1, 7, 0, 0, 2, 40, 5], [0] * 8 + [2], [2] + [0] * 8])
def test_frames_are_the_same(parts, spoken, lasting):
    frames = {
        parts.whole_durations: np.array(lasting, np.float32)[None, None],
        SYMBOL_OF_FRAME: np.repeat(np.arange(9), lasting),
    }
    changed = looked_up(parts.prior.model, parts.whole_durations)
    one, other = (run(session(model, options(1)), spoken | frames) for model in (parts.prior.model, changed))
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_no_matrix_is_made(parts):
    operators = {node.op_type for node in looked_up(parts.prior.model, parts.whole_durations).graph.node}
    assert {"CumSum", "MatMul"}.isdisjoint(operators)


def test_other_products_stay(parts):
    """Of the same graph, where what is called durations has nothing to do with them."""
    model = looked_up(parts.prior.model, "scales")
    assert [given.name for given in model.graph.input] == [given.name for given in parts.prior.model.graph.input]
    assert "MatMul" in {node.op_type for node in model.graph.node}
