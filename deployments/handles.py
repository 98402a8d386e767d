"""Calls to other deployments: kept to one shape, so that cancelling and dying look the same everywhere."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import aclosing
from typing import Any

import grpc
from ray.exceptions import RayActorError, RayTaskError
from ray.serve.context import _RequestContext, _serve_request_context
from ray.serve.exceptions import RequestCancelledError
from ray.serve.handle import DeploymentHandle, DeploymentResponseGenerator

from deployments.tracing import begin_none

REPLICA_LOST = (RayActorError, grpc.aio.AioRpcError)
"""What a handle raises when the replica that had accepted the call dies (actor calls, gRPC)."""

SILENCE_S = 5.0
"""Of a replica that is at work, after which it is taken for lost: streams tell every second that they live (see
pipeline/running.py). Nobody tells of a node whose network is gone."""

TRIES = 3


def carry_request_id(request_id: str) -> None:
    """What this context calls from now on is logged with that id in every replica.

    The id by which Serve cancels the calls of a request that is gone (`_internal_request_id`) stays unset.
    """
    _serve_request_context.set(_RequestContext(request_id=request_id))  # type: ignore[arg-type]


async def stream(method: DeploymentHandle[Any], *args: object, lost: Exception) -> AsyncGenerator[Any, None]:
    """Items of a method that streams messages of them.

    Leaving early cancels it over there, which Serve does not do by itself. Raises what the method raised, as the class
    it was, and `lost` when its replica died or fell silent. One that never said anything is asked again for as long as
    the caller likes: perhaps there is no replica yet.
    """
    begun = False
    while not begun:
        async with aclosing(messages(method, *args, lost=lost)) as received:
            try:
                async for message in received:
                    begun = True
                    for item in message:
                        yield item
            except Silent:
                if begun:
                    raise lost from None
            else:
                return


class Silent(Exception):
    """Nothing came for SILENCE_S."""


async def in_time(answer: Awaitable[Any]) -> Any:
    """Raises Silent, and what awaiting the answer raises."""
    limit = asyncio.timeout(SILENCE_S)
    try:
        async with limit:
            return await answer
    except (TimeoutError, RequestCancelledError):  # as which Serve may tell of having been interrupted
        if limit.expired():
            raise Silent from None
        raise


async def messages(method: DeploymentHandle[Any], *args: object, lost: Exception) -> AsyncGenerator[Any, None]:
    """Of one replica. Raises Silent, besides what `stream` does."""
    begin_none()
    response = method.remote(*args)
    assert isinstance(response, DeploymentResponseGenerator), "the handle needs options(stream=True)"
    try:
        while True:
            yield await in_time(anext(response))
    except StopAsyncIteration:
        return
    except RayTaskError as error:
        raise error.cause from None
    except REPLICA_LOST:
        raise lost from None
    finally:
        response.cancel()  # type: ignore[no-untyped-call]


async def call(method: DeploymentHandle[Any], *args: object, lost: Exception) -> Any:
    """The result of a method that takes moments and may be run twice; when its replica dies or is silent it is."""
    begin_none()
    for _ in range(TRIES):
        response = method.remote(*args)
        try:
            return await in_time(response)
        except RayTaskError as error:
            raise error.cause from None
        except (*REPLICA_LOST, Silent):
            continue
        finally:
            response.cancel()  # type: ignore[no-untyped-call]
    raise lost
