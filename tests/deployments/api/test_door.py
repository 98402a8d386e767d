"""Who is inside is answered, and nobody else comes in."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from deployments.api.door import Door, DoorMiddleware


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def heard() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def client(door, heard):
    app = FastAPI()

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"first "
            await heard.wait()
            yield b"last"

        return StreamingResponse(pieces())

    app.add_middleware(DoorMiddleware, door=door)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def inside(client: httpx.AsyncClient) -> asyncio.Task[httpx.Response]:
    asking = asyncio.create_task(client.get("/stream"))
    await asyncio.sleep(0.05)
    return asking


async def test_who_is_inside_is_answered(client, door, heard):
    asking = await inside(client)
    closing = asyncio.create_task(door.close(20))
    await asyncio.sleep(0.05)
    assert not closing.done()
    refused = await client.get("/stream")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "stopping")
    assert refused.headers["retry-after"]
    heard.set()
    assert (await asking).content == b"first last"
    await closing


async def test_nobody_is_waited_for_longer(client, door):
    asking = await inside(client)
    await door.close(0.05)
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_an_empty_room_is_left_at_once(client, door, heard):
    heard.set()
    await client.get("/stream")
    await asyncio.wait_for(door.close(60), 1)
