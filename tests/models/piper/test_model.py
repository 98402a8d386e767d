"""One loaded voice."""

from copy import copy
from dataclasses import replace

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import EngineFailed
from models.piper.description import Inference
from models.piper.model import Model, Row

pytestmark = pytest.mark.cluster

rows = st.builds(
    Row,
    symbols=st.lists(st.integers(0, 30), min_size=5, max_size=60),
    speaker=st.just(0),
    rate=st.floats(0.25, 4),
    seed=st.integers(0, 2**63),
)
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROW = Row(symbols=[1, 0, *range(4, 30), 2], speaker=0, rate=1, seed=7)


def speak(model: Model, row: Row) -> np.ndarray:
    return np.concatenate([window.samples for window in model.speak(row)])


def with_inference(model: Model, **settings) -> Model:
    """The same sessions, other scales."""
    other = copy(model)
    other.description = model.description.model_copy(update={"inference": Inference(**settings)})
    return other


def test_says_what_the_whole_graph_says(model, voice):
    """Without noise, for the graph draws its own."""
    name = "solo" if model.description.phoneme_type == "text" else "duo"
    whole = onnxruntime.InferenceSession(voice(name).model, providers=["CPUExecutionProvider"])
    feeds = {"input": np.array([ROW.symbols]), "input_lengths": np.array([len(ROW.symbols)])}
    feeds["scales"] = np.array([0, 1, 0], np.float32)
    speakers = [0, 1] if name == "duo" else [0]
    model = with_inference(model, noise_scale=0, noise_w=0)
    for speaker in speakers:
        given_speaker = {"sid": np.array([speaker])} if name == "duo" else {}
        (wanted,) = whole.run(None, feeds | given_speaker)
        said = speak(model, replace(ROW, speaker=speaker))
        assert said.shape == (wanted.size,)
        assert np.abs(said - wanted.reshape(-1)).max() < 1e-5


@few
@given(row=rows)
def test_windows_equal_the_whole(model, row):
    given, total = model.prior(row)
    wanted = model.vocoder(model.grown(given, total, total), 0, 2**31).reshape(-1)
    assert np.abs(speak(model, row) - wanted).max() < 1e-5


@few
@given(row=rows)
def test_the_same_whenever_and_whoever_spoke_before(model, row):
    first = speak(model, row)
    speak(model, ROW)
    assert np.array_equal(speak(model, row), first)


@few
@given(row=rows)
def test_a_rate_divides_the_length(model, row):
    natural, fast = len(speak(model, replace(row, rate=1))), len(speak(model, row))
    assert abs(natural / row.rate - fast) <= 256
    assert np.abs(speak(model, row)).max() > 0.01


def test_says_which_window_is_the_last(model):
    *others, last = model.speak(ROW)
    assert last.last
    assert others
    assert not any(window.last for window in others)


def test_seeds_differ_and_so_do_speakers(model):
    one = speak(model, ROW)
    assert len(one) > 0.3 * model.description.audio.sample_rate
    others = [replace(ROW, seed=8)] + [replace(ROW, speaker=1)] * (len(model.description.speaker_id_map) > 1)
    for other in others:
        assert not np.array_equal(speak(model, other)[:5000], one[:5000])


def test_what_onnxruntime_refuses_is_the_row_s_failure(model):
    with pytest.raises(EngineFailed, match="onnxruntime says"):
        speak(model, replace(ROW, symbols=[10**6] * 9))


def test_a_model_gone_wrong_does_not_fill_the_memory(model):
    with pytest.raises(EngineFailed, match="more than 300 seconds"):
        speak(with_inference(model, length_scale=1e6), ROW)
