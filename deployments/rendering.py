"""Rendering: a spec's frames, by way of the Normalizer and an Encoder; for who holds renders."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from ray.serve.handle import DeploymentHandle

from deployments.handles import call, carry_request_id, stream
from pipeline.errors import RenderLost
from pipeline.frames import Frame
from pipeline.render import frames
from pipeline.script import Script
from pipeline.spec import RenderSpec


class Rendering:
    def __init__(self, normalizer: DeploymentHandle[Any], encoder: DeploymentHandle[Any]) -> None:
        self._normalizer = normalizer.options(method_name="opening")
        self._renderer = encoder.options(method_name="render", stream=True)

    async def frames(self, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        carry_request_id(spec.request_id)
        async with aclosing(frames(spec, self._opening, self._render)) as stream:
            async for frame in stream:
                yield frame

    async def _opening(self, spec: RenderSpec) -> Script:
        script: Script = await call(self._normalizer, spec.text, spec.manner, lost=RenderLost())
        return script

    def _render(self, script: Script, spec: RenderSpec) -> AsyncGenerator[Frame, None]:
        return stream(self._renderer, script, spec, lost=RenderLost())
