"""Calls to a Triton server, by gRPC: what a model takes, and one row's windows as they are made."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from typing import Any

import grpc
import numpy as np
from numpy.typing import NDArray
from tritonclient.grpc import InferenceServerClient as BlockingClient
from tritonclient.grpc import InferInput, InferResult
from tritonclient.grpc.aio import InferenceServerClient
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineLost, EngineUnavailable
from models.triton.asking import Row
from models.triton.contract import OUTPUTS, Contract, unavailable
from models.triton.pbtxt import PRIORITIES
from models.triton.tls import Tls

SAMPLES, LENGTHS = (tensor.name for tensor in OUTPUTS)
CHANNEL = [
    ("grpc.max_receive_message_length", -1),
    # A server that comes back is found within two seconds; by default it may take two minutes.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 500),
    ("grpc.max_reconnect_backoff_ms", 2000),
    # It may come back at another address, and there may be several: calls take turns.
    ("grpc.dns_min_time_between_resolutions_ms", 1000),
    ("grpc.lb_policy_name", "round_robin"),
]
GONE = {
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.CANCELLED,
    grpc.StatusCode.INTERNAL,
    grpc.StatusCode.UNKNOWN,
}
"""How a call may end whose server is not there, or dies."""


ANSWER_S = 5.0
"""Longest that a server takes to say what it has; speaking may wait for its turn, this does not."""


def configuration(url: str, model: str, tls: Tls | None = None) -> dict[str, Any]:
    """The model's, as Triton's protobuf has it. Blocks. Raises EngineUnavailable when server or model is not ready."""
    client = BlockingClient(url, channel_args=[("grpc.enable_retries", 0)], **_secured(tls))
    try:
        if not client.is_server_ready(client_timeout=ANSWER_S):
            raise EngineUnavailable("triton", f"the server at {url} is not ready; its log says what it waits for.")
        if not client.is_model_ready(model, client_timeout=ANSWER_S):
            raise unavailable(model, f"the server at {url} has none of that name that is ready; add it there.")
        config: dict[str, Any] = client.get_model_config(model, as_json=True, client_timeout=ANSWER_S)["config"]
    except InferenceServerException as error:
        raise EngineUnavailable(
            "triton", f"{url} cannot be asked: {error}. Start Triton, or correct `url` or `tls`."
        ) from None
    finally:
        client.close()
    return config


class Calls:
    """To one server, of the event loop in which the first one is made."""

    def __init__(self, url: str, timeout_s: float, tls: Tls | None = None) -> None:
        self._url, self._timeout_s, self._tls = url, timeout_s, tls
        self._client: InferenceServerClient | None = None

    async def windows(
        self, contract: Contract, row: Row, segment: Segment
    ) -> AsyncGenerator[NDArray[np.float32], None]:
        """Samples, full scale 1, as they come. Closing early cancels the call, of which the model hears.

        Raises EngineUnavailable when the server cannot be reached, EngineLost when it dies on the way,
        DeadlineExceeded when the segment's deadline passes before there is any, EngineFailed for the rest.
        """
        answers = self._open().stream_infer(_once(self._request(contract, row, segment)))
        begun = False
        try:
            while (result := await self._next(answers, contract, segment, begun)) is not None:
                begun = True
                yield _samples(result)
        finally:
            answers.cancel()

    async def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            await self._client.close()

    def _open(self) -> InferenceServerClient:
        if self._client is None:
            self._client = InferenceServerClient(self._url, channel_args=CHANNEL, **_secured(self._tls))
        return self._client

    def _request(self, contract: Contract, row: Row, segment: Segment) -> dict[str, Any]:
        inputs = []
        for name, array in row.items():
            inputs.append(InferInput(name, array.shape, np_to_triton_dtype(array.dtype)))
            inputs[-1].set_data_from_numpy(array)
        request: dict[str, Any] = {"model_name": contract.model, "inputs": inputs, "request_id": segment.request_id}
        if segment.deadline is not None:
            # Of waiting for its turn there; what runs is not stopped by a deadline.
            request["timeout"] = max(1, round((segment.deadline - time.time()) * 1e6))
        return request | ({"priority": PRIORITIES[segment.lane]} if contract.has_priorities else {})

    async def _next(
        self, answers: AsyncIterator[Any], contract: Contract, segment: Segment, begun: bool
    ) -> InferResult | None:
        """None behind the last one."""
        try:
            async with asyncio.timeout(self._patience_s(segment, begun)):
                result, error = await anext(answers)
        except StopAsyncIteration:
            return None
        except TimeoutError:
            if begun or segment.deadline is None:
                raise EngineFailed("triton", f"{self._url} said nothing for {self._timeout_s:g} s.") from None
            raise _late() from None
        except grpc.aio.AioRpcError as call:
            raise self._failure(call, begun) from None
        if error is not None:
            raise refusal(contract, str(error))
        return result

    def _patience_s(self, segment: Segment, begun: bool) -> float:
        left_s = self._timeout_s if begun or segment.deadline is None else segment.deadline - time.time()
        return min(left_s, self._timeout_s)

    def _failure(self, call: grpc.aio.AioRpcError, begun: bool) -> Exception:
        if begun:  # a model that fails says so in an answer
            return EngineLost("triton")
        if call.code() in GONE:
            return EngineUnavailable("triton", f"{self._url} cannot be reached: {call.details()}. Start Triton.")
        return EngineFailed("triton", f"{self._url} says: {call.details()}")


def _secured(tls: Tls | None) -> dict[str, Any]:
    return {} if tls is None else tls.channel()


async def _once(request: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
    yield request


def _samples(result: InferResult) -> NDArray[np.float32]:
    """Those of the row, without padding."""
    samples, lengths = result.as_numpy(SAMPLES), result.as_numpy(LENGTHS)
    with suppress(TypeError, IndexError):
        made: NDArray[np.float32] = samples[0, : int(lengths[0, 0])]
        return made
    raise EngineFailed("triton", f"an answer has no {SAMPLES} and {LENGTHS} of one row.")


def refusal(contract: Contract, said: str) -> Exception:
    """What an answer that is an error means to whoever asks."""
    if "timeout expired" in said:
        return _late()
    if "unknown model" in said or "is not ready" in said:
        return unavailable(contract.model, f"Triton says: {said}; load it there.")
    return EngineFailed("triton", f"model '{contract.model}' says: {said.splitlines()[0]}")


def _late() -> DeadlineExceeded:
    return DeadlineExceeded("turn on the Triton server")
