"""Encoder: encoding in a process of its own. CPU work that must stay out of a GPU's process, scaled by itself."""

from collections.abc import AsyncGenerator

from deployments.encoding import Called, Encoding
from deployments.settings import Settings
from deployments.tracing import go_on_only
from pipeline.frames import Frame, joined_frames
from pipeline.running import messages
from pipeline.spec import RenderSpec


class Encoder:
    def __init__(self, settings: Settings, called: Called) -> None:
        go_on_only()
        self._encoding = Encoding(settings, called)

    def render(self, spec: RenderSpec) -> AsyncGenerator[tuple[Frame, ...], None]:
        """Frames of one response, in messages."""
        return messages(self._encoding.frames(spec), joined_frames)

    async def ready(self, engine: str) -> None:
        """Returns when that engine can speak. Raises EngineUnavailable, or EngineLost."""
        await self._encoding.ready(engine)

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
