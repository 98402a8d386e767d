"""What Triton says in a stream, where errors are only text, and whom of several calls go to; a real one is called in
test_engine.py.
"""

import asyncio
from collections import Counter

import grpc
import numpy as np
import pytest
from tritonclient.grpc import service_pb2 as messages
from tritonclient.grpc import service_pb2_grpc as protocol

from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.triton.calls import Calls, refusal
from models.triton.contract import OUTPUTS, Contract

TERMS = Contract("lessac", 22050, None, has_speakers=False, pad_to=1, has_priorities=False)


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ("Request timeout expired", DeadlineExceeded, "turn on the Triton server"),
        ("Request for unknown model: 'lessac' is not found", EngineUnavailable, "load it there"),
        ("Request for unknown model: 'lessac' has no available versions", EngineUnavailable, "load it there"),
        ("Exceeds maximum queue size\nAt: somewhere", EngineFailed, "'lessac' says: Exceeds maximum queue size$"),
    ],
)
def test_what_it_says_decides_what_is_done(said, error, told):
    with pytest.raises(error, match=told):
        raise refusal(TERMS, said)


class OneSample(protocol.GRPCInferenceServiceServicer):
    """Answers every row with a number of its own."""

    def __init__(self, number: float) -> None:
        samples, lengths = np.float32(number), np.int64(1)
        made = messages.ModelInferResponse(
            model_name="lessac", raw_output_contents=[samples.tobytes(), lengths.tobytes()]
        )
        for tensor in OUTPUTS:
            made.outputs.add(name=tensor.name, datatype=tensor.data_type.removeprefix("TYPE_"), shape=[1, 1])
        self._made = messages.ModelStreamInferResponse(infer_response=made)

    async def ModelStreamInfer(self, requests, context):  # noqa: N802 - the protocol's name
        async for _ in requests:
            yield self._made


async def test_calls_take_turns_among_several_servers():
    servers, ports = [grpc.aio.server() for _ in range(2)], []
    for number, server in enumerate(servers):
        protocol.add_GRPCInferenceServiceServicer_to_server(OneSample(number), server)
        ports.append(server.add_insecure_port("127.0.0.1:0"))
        await server.start()
    calls = Calls("ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports), timeout_s=5)
    spoken = Counter[float]()
    async with asyncio.timeout(10):
        while min(spoken[0], spoken[1]) < 3:
            windows = calls.windows(TERMS, {}, Segment(text="", language="en"))
            spoken.update([float(samples[0]) async for samples in windows])
    await calls.close()
    await asyncio.gather(*(server.stop(0) for server in servers))
