"""Calls to other deployments: kept to one shape, so that cancelling and dying look the same everywhere."""

from collections.abc import AsyncGenerator
from typing import Any

import grpc
from ray.exceptions import RayActorError, RayTaskError
from ray.serve.context import _RequestContext, _serve_request_context
from ray.serve.handle import DeploymentHandle, DeploymentResponseGenerator

from deployments.tracing import begin_none

REPLICA_LOST = (RayActorError, grpc.aio.AioRpcError)
"""What a handle raises when the replica that had accepted the call dies (actor calls, gRPC)."""

TRIES = 3


def carry_request_id(request_id: str) -> None:
    """What this context calls from now on is logged with that id in every replica.

    The id by which Serve cancels the calls of a request that is gone (`_internal_request_id`) stays unset.
    """
    _serve_request_context.set(_RequestContext(request_id=request_id))  # type: ignore[arg-type]


async def stream(method: DeploymentHandle[Any], *args: object, lost: Exception) -> AsyncGenerator[Any, None]:
    """Items of a method that streams messages of them.

    Leaving early cancels it over there, which Serve does not do by itself. Raises what the method raised, as the class
    it was, and `lost` when its replica died.
    """
    begin_none()
    response = method.remote(*args)
    assert isinstance(response, DeploymentResponseGenerator), "the handle needs options(stream=True)"
    try:
        async for message in response:
            for item in message:
                yield item
    except RayTaskError as error:
        raise error.cause from None
    except REPLICA_LOST:
        raise lost from None
    finally:
        response.cancel()  # type: ignore[no-untyped-call]


async def call(method: DeploymentHandle[Any], *args: object, lost: Exception) -> Any:
    """The result of a method that may be run twice; when its replica dies it is."""
    begin_none()
    for _ in range(TRIES):
        response = method.remote(*args)
        try:
            return await response
        except RayTaskError as error:
            raise error.cause from None
        except REPLICA_LOST:
            continue
        finally:
            response.cancel()  # type: ignore[no-untyped-call]
    raise lost
