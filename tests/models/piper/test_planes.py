"""The same graph in planes."""

import numpy as np
import pytest
from onnx import helper

from models.piper import files
from models.piper.planes import planar
from models.piper.session import options, run, session

pytestmark = pytest.mark.cluster


@pytest.fixture(params=["solo", "duo"])
def stage(request, voice):
    """Of which duo's hears the speaker."""
    return files.read(voice(request.param))[1].upsampler


def said(model, stage):
    frames = np.random.default_rng(1).standard_normal((1, 16, 30), np.float32)
    return run(session(model, options(1)), {**dict.fromkeys(stage.timed, frames), "sid": np.array([0])})[stage.output]


def test_it_says_the_same(stage):
    before = stage.part.model.SerializeToString()
    model = planar(stage.part.model, stage.timed)
    assert np.abs(said(model, stage) - said(stage.part.model, stage)).max() < 1e-5
    assert stage.part.model.SerializeToString() == before


def test_what_it_does_not_know_gets_signals_as_they_were(stage):
    """A softmax over channels in the middle, and the other way round afterwards."""
    graph = stage.part.model.graph
    place = next(n for n, node in enumerate(graph.node) if node.op_type == "ConvTranspose")
    (given,), rest = [graph.node[place].input[0]], "strange"
    graph.node.insert(place, helper.make_node("Softmax", [given], [rest], axis=1))
    graph.node[place + 1].input[0] = rest
    model = planar(stage.part.model, stage.timed)
    assert np.abs(said(model, stage) - said(stage.part.model, stage)).max() < 1e-5
    assert [node.op_type for node in model.graph.node].count("Unsqueeze") >= 2
