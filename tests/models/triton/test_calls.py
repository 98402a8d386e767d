"""What Triton says in a stream, where errors are only text, and whom of several calls go to; a real one is called in
test_engine.py.
"""

import asyncio
import time
from collections import Counter

import grpc
import numpy as np
import psutil
import pytest
from tritonclient.grpc import service_pb2 as messages
from tritonclient.grpc import service_pb2_grpc as protocol

from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.triton.calls import Calls, refusal
from models.triton.contract import OUTPUTS, Contract
from models.triton.engine import TritonEngine
from models.voice import Voice

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
    """Answers every row with a number of its own, or as one that is ending does."""

    def __init__(self, number: float) -> None:
        samples, lengths = np.float32(number), np.int64(1)
        made = messages.ModelInferResponse(raw_output_contents=[samples.tobytes(), lengths.tobytes()])
        for tensor in OUTPUTS:
            made.outputs.add(name=tensor.name, datatype=tensor.data_type.removeprefix("TYPE_"), shape=[1, 1])
        self._made = messages.ModelStreamInferResponse(infer_response=made)

    def end(self) -> None:
        said = "Request for unknown model: 'lessac' has no available versions"
        self._made = messages.ModelStreamInferResponse(error_message=said)

    async def ModelStreamInfer(self, requests, context):  # noqa: N802 - the protocol's name
        async for _ in requests:
            yield self._made


@pytest.fixture
async def two():
    """Two of them, and the address of both."""
    speaking, servers, ports = [OneSample(0), OneSample(1)], [], []
    for each in speaking:
        servers.append(grpc.aio.server())
        protocol.add_GRPCInferenceServiceServicer_to_server(each, servers[-1])
        ports.append(servers[-1].add_insecure_port("127.0.0.1:0"))
        await servers[-1].start()
    yield *speaking, "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports)
    await asyncio.gather(*(server.stop(0) for server in servers))


async def test_calls_take_turns_among_several_servers(two):
    *_, url = two
    calls, spoken = Calls(url, timeout_s=5), Counter[float]()
    async with asyncio.timeout(10):
        while min(spoken[0], spoken[1]) < 3:
            windows = calls.windows(TERMS, {}, Segment(text="", language="en"))
            spoken.update([float(samples[0]) async for samples in windows])
    await calls.close()


async def test_what_one_that_is_ending_refuses_is_asked_of_the_next(two, voice):
    ending, other, url = two
    engine, asked = TritonEngine(url=url), voice("lessac", sample_rate=22050)
    engine._contracts["lessac"] = TERMS
    segments = [Segment(text="Hello.", language="en-us", seed=n) for n in range(6)]
    for segment in segments:
        await said(engine, segment, asked)
    ending.end()
    for segment in segments:
        assert (await said(engine, segment, asked)).tolist() == [32767]
    other.end()
    with pytest.raises(EngineUnavailable, match="has no available versions"):
        await said(engine, segments[0], asked)
    await engine.close()


@pytest.mark.cluster
async def test_connections_that_end_are_not_noticed(guarded, certificates, voice):
    """As Triton ends them, for callers to find its other pods."""
    files = {"private_key": certificates / "client.key", "certificate_chain": certificates / "client.crt"}
    engine = TritonEngine(url=guarded.url, tls={"root_certificates": certificates / "authority.crt", **files})
    give_up, connections = time.monotonic() + 20, set[int]()
    while len(connections) < 3:
        assert time.monotonic() < give_up
        segments = [Segment(text="A tone of one second", language="en-us", seed=n) for n in range(4)]
        for samples in await asyncio.gather(*(said(engine, segment, voice("fake")) for segment in segments)):
            assert len(samples) > 24000
        there = psutil.Process().net_connections("tcp")
        connections |= {it.laddr.port for it in there if it.raddr and guarded.url.endswith(f":{it.raddr.port}")}
    await engine.close()


async def said(engine: TritonEngine, segment: Segment, voice: Voice) -> np.ndarray:
    return np.concatenate([chunk.samples async for chunk in engine.synthesize(segment, voice)])
