"""Vocoders in blocks of channels."""

import logging
from pathlib import Path

import numpy as np
import pytest

from models.piper import blocked, files
from models.piper.session import options, run, session
from models.voice import Voices

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def stages():
    """Of the voice that comes with Declaim, which has enough channels."""
    _, parts = files.read(Voices.known({"piper"}, Path("none"))["declaim"])
    return parts.upsampler, parts.vocoder


def said(ready, stage, channels):
    signal = np.random.default_rng(1).standard_normal((1, channels, 50), np.float32)
    return run(ready, dict.fromkeys(stage.timed, signal))[stage.output]


def same(one, other, stage):
    channels = blocked._channels(stage)
    return np.abs(said(one, stage, channels) - said(other, stage, channels)).max() < 1e-5


def test_they_say_the_same(stages):
    for stage in stages:
        plain, fast = session(stage.part.model, options(1)), blocked.fastest(stage, 1)
        assert same(plain, fast, stage)


def test_the_layout_is_not_left_between_beginning_and_end(stages):
    for stage in stages:
        operators = [node.op_type for node in blocked.arranged(stage).graph.node]
        assert operators.count("ReorderInput") == 1
        assert operators.count("ReorderOutput") <= 1
        assert {"ConvTranspose", "Relu", "Sigmoid"}.isdisjoint(operators)


def test_a_processor_without_blocks_speaks_as_it_is(stages, monkeypatch, caplog):
    monkeypatch.setattr(blocked, "NCHWC", "nothing that it knows")
    blocked._block.cache_clear()
    with caplog.at_level(logging.WARNING):
        plain = blocked.fastest(stages[1], 1)
    assert same(plain, session(stages[1].part.model, options(1)), stages[1])
    assert "no layout in blocks" in caplog.text


def test_few_channels_are_left_as_they_are(voice, monkeypatch):
    monkeypatch.setattr(blocked, "arranged", None)
    _, parts = files.read(voice("solo"))
    assert blocked.fastest(parts.vocoder, 1)


def test_where_onnxruntime_refuses_it_is_spoken_as_it_is(stages, monkeypatch, caplog):
    monkeypatch.setattr(blocked, "arranged", lambda _: b"no graph")
    with caplog.at_level(logging.WARNING):
        plain = blocked.fastest(stages[1], 1)
    assert same(plain, session(stages[1].part.model, options(1)), stages[1])
    assert "more slowly" in caplog.text


def test_where_it_would_say_something_else_it_is_spoken_as_it_is(stages, monkeypatch, caplog):
    def wrong(stage):
        model = blocked.planar(stage.part.model, stage.timed)
        for tensor in model.graph.initializer:
            if tensor.name.endswith("bias"):
                tensor.raw_data = np.ones(tensor.dims, np.float32).tobytes()
        return model

    monkeypatch.setattr(blocked, "arranged", wrong)
    with caplog.at_level(logging.WARNING):
        plain = blocked.fastest(stages[1], 1)
    assert same(plain, session(stages[1].part.model, options(1)), stages[1])
    assert "differs" in caplog.text
