"""Joining: one render per key, shared by everyone who asks while it runs or is still being read."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from contextvars import Context
from types import TracebackType
from typing import Self

from pipeline.errors import RenderLost, RenderStalled
from pipeline.frames import Bytes, Finished, Frame, Started
from pipeline.kept import Kept, Responses
from pipeline.spec import Fallback, RenderSpec
from pipeline.spool import Spool, SpoolSpace

PAUSE_S, LONGEST_PAUSE_S = 0.002, 0.1
"""Of a listener who has heard all there is, for each who listens with him: a piece for each of a crowd takes time that
the rest is made in."""

MakeFrames = Callable[[RenderSpec], AsyncGenerator[Frame, None]]


class Renders:
    """The renders of this process, by key; who wants no fallback joins nobody who would take one."""

    def __init__(self, make_frames: MakeFrames, space: SpoolSpace, responses: Responses) -> None:
        self._make_frames = make_frames
        self._space = space
        self._responses = responses
        self._by_key: dict[tuple[str, Fallback], Render] = {}

    async def known(self, spec: RenderSpec) -> Kept | None:
        """The response to an equal spec, if one was finished before."""
        return await self._responses.find(spec)

    def join(self, spec: RenderSpec) -> "Listener | None":
        """Listen to the render of an equal spec; None when there is none, or when it shall be made anew."""
        render = self._by_key.get((spec.key, spec.fallback)) if spec.cache == "use" else None
        return None if render is None else Listener(render, joined=True)

    def start(self, spec: RenderSpec, expected_bytes: int, on_end: Callable[[], None]) -> "Listener":
        """Begin a render and listen to it. `on_end` is called when no more work is done for it."""
        render = Render(spec, self._space.open(expected_bytes), self._responses, self._forget)
        self._by_key[spec.key, spec.fallback] = render
        render.run(self._make_frames(spec), on_end)
        return Listener(render, joined=False)

    def _forget(self, render: "Render") -> None:
        """Nobody joins it from now on. A newer render of the same key stays."""
        key = render.spec.key, render.spec.fallback
        if self._by_key.get(key) is render:
            del self._by_key[key]


class Render:
    """One render, its spool and the number of those who listen. It belongs to no request."""

    def __init__(
        self, spec: RenderSpec, spool: Spool, responses: Responses, forget: Callable[["Render"], None]
    ) -> None:
        self.spec = spec
        self.spool = spool
        self.started: Started | None = None
        self.finished: Finished | None = None
        self._responses = responses
        self._forget = forget
        self.listeners = 0
        self._task: asyncio.Task[None] | None = None

    def run(self, frames: AsyncGenerator[Frame, None], on_end: Callable[[], None]) -> None:
        # In a context of its own: Ray Serve cancels whatever was called under the request id that it
        # keeps there as soon as that request is gone, and those who joined must not die of that.
        self._task = asyncio.create_task(self._run(frames), context=Context())
        self._task.add_done_callback(lambda _: on_end())

    def enter(self) -> None:
        self.listeners += 1

    def leave(self) -> None:
        """The last one out stops the work and gives the spool back."""
        self.listeners -= 1
        if self.listeners:
            return
        self._forget(self)
        assert self._task is not None
        self._task.cancel()
        self.spool.close()

    async def _run(self, frames: AsyncGenerator[Frame, None]) -> None:
        try:
            async with aclosing(frames):
                await self._pump(frames)
            await self._keep()
            self.spool.finish()
        except asyncio.CancelledError:
            # By the last one out, or from below: then there are some who wait.
            self._fail(RenderLost())
            raise
        except Exception as error:
            self._fail(error)

    async def _keep(self) -> None:
        """Before anyone sees the end, so that whoever asks again after that finds it."""
        assert self.started is not None
        assert self.finished is not None
        if self._responses.keeps(self.spec, self.finished, self.spool.size):
            await self._responses.keep(self.spec, Kept(self.started, self.finished, self.spool.whole()))

    def _fail(self, error: Exception) -> None:
        self._forget(self)
        self.spool.fail(error)

    async def _pump(self, frames: AsyncGenerator[Frame, None]) -> None:
        """Every frame into the spool. Raises RenderStalled when one is too long in coming."""
        while self.finished is None:
            try:
                async with asyncio.timeout(self.spec.timeout_s):
                    frame = await anext(frames)
            except TimeoutError:
                raise RenderStalled(self.spec.timeout_s) from None
            except StopAsyncIteration:
                raise RenderLost from None
            self._take(frame)

    def _take(self, frame: Frame) -> None:
        match frame:
            case Started():
                self.started = self.started or frame
            case Bytes(data):
                self.spool.write(data)
            case Finished():
                self.finished = frame


class Listener:
    """One reader of a render, from its first byte on. Use it as an async context manager."""

    def __init__(self, render: Render, *, joined: bool) -> None:
        self.joined = joined
        self._render = render
        self._offset = 0
        render.enter()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._render.leave()

    async def read(self) -> bytes:
        """The next bytes; b"" at the end. Raises what the render failed with."""
        spool, others = self._render.spool, self._render.listeners - 1
        if others and self._offset and self._offset == spool.size:
            await spool.rest(min(others * PAUSE_S, LONGEST_PAUSE_S))
        data = await spool.read(self._offset)
        self._offset += len(data)
        return data

    @property
    def started(self) -> Started:
        """Known once the first bytes were read."""
        assert self._render.started is not None, "read first; this is a bug"
        return self._render.started

    @property
    def finished(self) -> Finished | None:
        """Known once the end was read, unless it broke."""
        return self._render.finished
