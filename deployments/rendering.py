"""Rendering: a spec's frames, encoded here or in another process; for who holds renders."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Protocol

from opentelemetry.context import Context
from ray.serve.handle import DeploymentHandle

from deployments.handles import call, carry_request_id, stream
from deployments.tracing import current_trace, join_trace
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.spec import RenderSpec


class Encodes(Protocol):
    def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        """Of one response. Raises RenderLost when who makes them is gone."""
        ...

    async def ready(self, engine: str) -> None:
        """Returns when that engine can speak. Raises ModelError, or RenderLost."""
        ...


class Elsewhere:
    """In the replicas of a deployment that has `render` and `ready`."""

    def __init__(self, deployment: DeploymentHandle[Any]) -> None:
        self._render = deployment.options(method_name="render", stream=True)
        self._ready = deployment.options(method_name="ready")

    def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._render, spec, lost=RenderLost())

    async def ready(self, engine: str) -> None:
        await call(self._ready, engine, lost=RenderLost())


class Rendering:
    def __init__(self, encodes: Encodes) -> None:
        self._encodes = encodes

    def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        """Made in whatever context, in the trace of who asks for them now."""
        return self._frames(spec, current_trace())

    async def _frames(self, spec: RenderSpec, asked_in: Context | None) -> AsyncGenerator[Frame, None]:
        carry_request_id(spec.request_id)
        join_trace(asked_in)
        async with aclosing(frames(spec, self._encodes.frames)) as stream:
            async for frame in stream:
                yield frame
