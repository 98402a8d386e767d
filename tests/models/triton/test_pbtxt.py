"""config.pbtxt, read by protobuf itself."""

import pytest
from google.protobuf import text_format
from tritonclient.grpc.model_config_pb2 import ModelConfig, ModelQueuePolicy

from models.triton.contract import MANNER, OUTPUTS, SPEAKER, SYMBOLS
from models.triton.pbtxt import PRIORITIES, Batching, config_text, quoted

INPUTS = (*SYMBOLS, *MANNER, SPEAKER)


@pytest.mark.parametrize("backend", ["python", "onnxruntime"])
def test_protobuf_reads_it(backend):
    written = config_text("voice", backend, INPUTS, {"a": 'ə "b"\n'}, Batching(max_rows=8, delay_us=500, instances=2))
    read = text_format.Parse(written, ModelConfig())
    assert (read.name, read.backend, read.max_batch_size) == ("voice", backend, 8)
    assert [value.name for value in read.input] == [tensor.name for tensor in INPUTS]
    assert [tuple(value.dims) for value in read.output] == [tensor.dims for tensor in OUTPUTS]
    assert read.parameters["a"].string_value == 'ə "b"\n'
    assert read.dynamic_batching.max_queue_delay_microseconds == 500
    assert read.dynamic_batching.priority_levels == max(PRIORITIES.values())
    assert read.instance_group[0].count == 2


def test_requests_are_refused_when_they_waited_for_longer_than_they_say():
    policy = text_format.Parse(config_text("v", "python", INPUTS, {}, Batching()), ModelConfig()).dynamic_batching
    assert policy.default_queue_policy.timeout_action == ModelQueuePolicy.REJECT
    assert policy.default_queue_policy.allow_timeout_override


def test_only_our_own_models_stream_and_take_rows_of_any_length():
    own, stock = (
        text_format.Parse(config_text("v", backend, INPUTS, {}, Batching()), ModelConfig())
        for backend in ("python", "onnxruntime")
    )
    assert own.model_transaction_policy.decoupled
    assert not stock.model_transaction_policy.decoupled
    assert [value.allow_ragged_batch for value in own.input] == [True, False, False, False, False]
    assert not any(value.allow_ragged_batch for value in stock.input)


def test_strings_are_plain_ascii():
    assert quoted("a 'ə'\\") == '"a \\047\\311\\231\\047\\134"'
