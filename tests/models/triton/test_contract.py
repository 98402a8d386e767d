"""What a model says of itself, held against what a voice needs."""

import copy
import json

import pytest

from models.errors import EngineUnavailable
from models.triton.contract import contract
from models.voice import BUILT_IN

DESCRIPTION = (BUILT_IN / "declaim.onnx.json").read_text()


def port(name: str, data_type: str, *dims: int) -> dict[str, object]:
    """As gRPC's JSON has it: 64 bits are text."""
    return {"name": name, "data_type": data_type, "dims": list(map(str, dims))}


SYMBOLS = {
    "max_batch_size": 32,
    "input": [
        port("input", "TYPE_INT64", -1),
        port("input_lengths", "TYPE_INT64", 1),
        port("rate", "TYPE_FP32", 1),
        port("seed", "TYPE_INT64", 1),
    ],
    "output": [port("output", "TYPE_FP32", -1), port("output_lengths", "TYPE_INT64", 1)],
    "parameters": {"sample_rate": {"string_value": "16000"}, "description": {"string_value": DESCRIPTION}},
    "dynamic_batching": {"priority_levels": "2"},
}
TEXTS = SYMBOLS | {
    "input": [port("text", "TYPE_STRING", 1), port("language", "TYPE_STRING", 1), *SYMBOLS["input"][2:]],
    "parameters": {"sample_rate": {"string_value": "16000"}},
    "dynamic_batching": {},
}


def test_a_model_that_takes_symbols():
    read = contract("m", SYMBOLS)
    assert (read.model, read.sample_rate, read.has_speakers, read.pad_to, read.has_priorities) == (
        "m",
        16000,
        False,
        1,
        True,
    )
    assert read.description is not None
    assert read.description.espeak.voice == "en-us"


def test_a_model_that_takes_texts():
    read = contract("m", TEXTS)
    assert read.description is None
    assert not read.has_priorities


def test_speakers_and_padding():
    config = copy.deepcopy(SYMBOLS)
    config["input"].append(port("sid", "TYPE_INT64", 1))
    config["parameters"]["pad_to"] = {"string_value": "64"}
    read = contract("m", config)
    assert (read.has_speakers, read.pad_to) == (True, 64)


def test_what_is_optional_or_more_does_no_harm():
    config = copy.deepcopy(SYMBOLS)
    config["input"].append(port("colour", "TYPE_FP32", 1) | {"optional": True})
    config["output"].append(port("durations", "TYPE_FP32", -1))
    contract("m", config)


@pytest.mark.parametrize(
    ("where", "wrong", "remedy"),
    [
        (["max_batch_size"], 0, "give it a max_batch_size"),
        (["input", 0], port("input", "TYPE_INT32", -1), r"TYPE_INT32 \[-1\], and has to be TYPE_INT64 \[-1\]"),
        (["input", 1], port("input_lengths", "TYPE_INT64", -1), r"\[-1\], and has to be TYPE_INT64 \[1\]"),
        (["input", 3], port("scales", "TYPE_FP32", 3), "no input 'seed'; it has input, input_lengths, rate, scales"),
        (["input", 0], port("texts", "TYPE_STRING", 1), "no input 'input'"),
        (["output", 0], port("audio", "TYPE_FP32", -1), "no output 'output'"),
        (["output", 0], port("output", "TYPE_INT16", -1), "output 'output' is TYPE_INT16"),
        (["parameters", "sample_rate"], {"string_value": "high"}, "no parameter 'sample_rate' in Hertz"),
        (["parameters", "description"], {"string_value": "{}"}, "'description' of its configuration is no Piper"),
        (["parameters"], {"sample_rate": {"string_value": "16000"}}, "'description' of its configuration is no Piper"),
        (["input"], "none", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_named(where, wrong, remedy):
    config = json.loads(json.dumps(SYMBOLS))
    within = config
    for step in where[:-1]:
        within = within[step]
    within[where[-1]] = wrong
    with pytest.raises(EngineUnavailable, match=remedy):
        contract("m", config)


def test_an_input_that_nobody_knows_is_named():
    config = SYMBOLS | {"input": [*SYMBOLS["input"], port("colour", "TYPE_FP32", 1)]}
    with pytest.raises(EngineUnavailable, match=r"wants an input 'colour'.*optional"):
        contract("m", config)
