"""Rendering: a spec's frames, by way of an Encoder; for who holds renders."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from ray.serve.handle import DeploymentHandle

from deployments.handles import carry_request_id, stream
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.spec import RenderSpec


class Rendering:
    def __init__(self, encoder: DeploymentHandle[Any]) -> None:
        self._renderer = encoder.options(method_name="render", stream=True)

    async def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        carry_request_id(spec.request_id)
        async with aclosing(frames(spec, self._render)) as stream:
            async for frame in stream:
                yield frame

    def _render(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._renderer, spec, lost=RenderLost())
