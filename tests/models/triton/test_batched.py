"""A voice's graph in rows, run by onnxruntime as Triton would."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper

from models.piper.description import parse
from models.triton.batched import batched

VOICES = Path(__file__).parents[1] / "voices"
REACH = 2000
"""Samples at a row's end that its vocoder makes of what is beyond, at most."""


@pytest.fixture(scope="module", params=["solo", "duo"])
def say(request):
    path = VOICES / f"{request.param}.onnx"
    model = batched(onnx.load(path), parse(Path(f"{path}.json").read_bytes()))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = {given.name for given in session.get_inputs()}

    def run(*rows: tuple[list[int], float, int]) -> list[np.ndarray]:
        longest = max(len(symbols) for symbols, _, _ in rows)
        padded = np.array([symbols + [0] * (longest - len(symbols)) for symbols, _, _ in rows])
        given = {
            "input": padded,
            "input_lengths": np.array([[len(symbols)] for symbols, _, _ in rows]),
            "rate": np.array([[rate] for _, rate, _ in rows], np.float32),
            "seed": np.array([[seed] for _, _, seed in rows]),
            "sid": np.ones((len(rows), 1), np.int64),
        }
        samples, lengths = session.run(None, {name: value for name, value in given.items() if name in names})
        assert samples.shape == (len(rows), lengths.max())
        return [row[:length] for row, (length,) in zip(samples, lengths, strict=True)]

    return run


def symbols(count: int) -> list[int]:
    return np.random.default_rng(count).integers(3, 30, count).tolist()


def test_a_row_is_the_same_whoever_shares_its_batch(say):
    (alone,) = say((symbols(20), 1, 5))
    _, beside, again = say((symbols(50), 1, -9), (symbols(20), 1, 5), (symbols(20), 1, 5))
    assert len(alone) == len(beside)
    assert np.abs(alone - beside)[:-REACH].max() < 1e-5
    assert np.array_equal(beside, again)


def test_each_row_has_its_seed_and_its_rate(say):
    one, other, fast = say((symbols(20), 1, 5), (symbols(20), 1, 6), (symbols(20), 2, 5))
    shorter = min(len(one), len(other))
    assert np.abs(one[:shorter] - other[:shorter]).max() > 0.01
    assert 0.4 < len(fast) / len(one) < 0.8


def test_a_graph_that_is_no_voice():
    graph = helper.make_graph(
        [helper.make_node("Identity", ["input"], ["output"])],
        "nothing",
        [helper.make_tensor_value_info("input", onnx.TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info("output", onnx.TensorProto.INT64, [1, "n"])],
    )
    with pytest.raises(ValueError, match="rounds no durations up"):
        batched(helper.make_model(graph), parse((VOICES / "solo.onnx.json").read_bytes()))
