"""Rendering: a spec's frames, by way of an Encoder; for who holds renders."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from opentelemetry.context import Context
from ray.serve.handle import DeploymentHandle

from deployments.handles import carry_request_id, stream
from deployments.tracing import current_trace, join_trace
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.spec import RenderSpec


class Rendering:
    def __init__(self, encoder: DeploymentHandle[Any]) -> None:
        self._renderer = encoder.options(method_name="render", stream=True)

    def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        """Made in whatever context, in the trace of who asks for them now."""
        return self._frames(spec, current_trace())

    async def _frames(self, spec: RenderSpec, asked_in: Context | None) -> AsyncGenerator[Frame, None]:
        carry_request_id(spec.request_id)
        join_trace(asked_in)
        async with aclosing(frames(spec, self._render)) as stream:
            async for frame in stream:
                yield frame

    def _render(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._renderer, spec, lost=RenderLost())
