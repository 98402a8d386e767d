"""`delivery: "url"`: the answer is JSON with a link, when all of the audio is an object."""

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cache.objects import Objects
from deployments.api.account import Account
from deployments.api.linking import Link, Linker
from deployments.api.response import first_of, until_disconnect
from deployments.api.schemas import Delivery
from pipeline.delivery import Delivered, Deliveries
from pipeline.joining import Listener, Renders
from pipeline.kept import Kept
from pipeline.spec import RenderSpec

Listen = Callable[[], Listener]


class Delivering:
    """What is asked to be delivered, from the store, from what is remembered, or made now."""

    def __init__(self, objects: Objects, renders: Renders, linker: Linker) -> None:
        self._deliveries, self._renders, self._linker = Deliveries(objects), renders, linker

    def respond(self, request: Request, spec: RenderSpec, listen: Listen, account: Account) -> Response:
        link = partial(self._linker.link, base_url=self._linker.base_url(request))
        return DeliveryResponse(lambda: self._deliver(spec, listen), link, account)

    async def _deliver(self, spec: RenderSpec, listen: Listen) -> Delivered:
        """Raises what renders fail with, and ObjectsUnavailable."""
        if (found := await self._deliveries.find(spec)) is not None:
            return found
        if (kept := await self._renders.known(spec)) is not None:
            return await self._deliveries.deliver(spec, Replay(kept))
        async with listen() as listener:
            return await self._deliveries.deliver(spec, listener)


class DeliveryResponse(Response):
    """Waits for `deliver` until the client goes. What fails is raised, and answered like any other error."""

    def __init__(
        self, deliver: Callable[[], Awaitable[Delivered]], link: Callable[[str], Link], account: Account
    ) -> None:
        self._deliver, self._link, self._account = deliver, link, account
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def respond() -> None:
            delivered = await self._deliver()
            body = description(delivered, self._link(delivered.key))
            cache = {"x-declaim-cache": "hit" if delivered.cached else "miss"}
            headers = {"x-declaim-engine": delivered.engine, **cache}
            await JSONResponse(body.model_dump(), headers=headers)(scope, receive, send)
            self._account.complete(None)

        with self._account:
            await first_of(respond(), until_disconnect(receive))


class Replay:
    """A response that is remembered, read once more."""

    def __init__(self, kept: Kept) -> None:
        self.started, self.finished, self._body = kept.started, kept.finished, kept.body

    async def read(self) -> bytes:
        body, self._body = self._body, b""
        return body


def description(delivered: Delivered, link: Link) -> Delivery:
    return Delivery(
        id=delivered.key,
        url=link.url,
        expires_at=link.expires_at,
        bytes=delivered.size_bytes,
        duration_s=delivered.duration_s,
        characters=delivered.characters,
        format=delivered.format,
        voice=delivered.voice,
        engine=delivered.engine,
        fallback=delivered.fallback_segments > 0,
        cached=delivered.cached,
    )
