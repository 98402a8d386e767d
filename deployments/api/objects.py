"""`/v1/objects/{key}`: finished audio, handed out to whoever holds a link; for the store that is a folder."""

from collections.abc import AsyncGenerator

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from cache.errors import ObjectMissing
from cache.links import disposition
from cache.objects import About, Objects
from cache.signed import PATH, SignedLinks
from deployments.api.body import pieces
from deployments.api.errors import FileTooLarge
from deployments.api.linking import Linker
from deployments.api.ranges import unchanged, wanted
from deployments.api.schemas import DeletedObject, ObjectLink
from deployments.settings import Objects as Settings
from pipeline.delivery import AUDIO

FOREVER = "max-age=31536000, immutable"
"""What is under a key never changes."""


def object_routes(objects: Objects, linker: Linker) -> APIRouter:
    """Those of every store."""
    routes = APIRouter(tags=["objects"])

    @routes.post(PATH + "{key:path}")
    async def link_object(key: str, request: Request) -> ObjectLink:
        """A new link to finished audio."""
        await objects.about(finished(key))
        link = linker.link(key, linker.base_url(request))
        return ObjectLink(id=key, url=link.url, expires_at=link.expires_at)

    @routes.delete(PATH + "{key:path}")
    async def delete_object(key: str) -> DeletedObject:
        """Delete finished audio. Links to it are of no use from then on."""
        await objects.about(finished(key))
        await objects.delete(key)
        return DeletedObject(id=key)

    return routes


def folder_routes(objects: Objects, links: SignedLinks, settings: Settings) -> APIRouter:
    """Those of the folder: an object store has an address of its own."""
    routes = APIRouter(tags=["objects"])

    @routes.head(PATH + "{key:path}", include_in_schema=False)
    @routes.get(PATH + "{key:path}", response_class=StreamingResponse)
    async def get_object(key: str, request: Request) -> Response:
        """The audio, all of it or a range."""
        if not (settings.public and key.startswith(AUDIO)):
            links.check(request.method, key, request.query_params)
        about = await objects.about(key)
        etag, scope = f'"{about.tag}"', "public" if settings.public else "private"
        headers = {"etag": etag, "accept-ranges": "bytes", "cache-control": f"{scope}, {FOREVER}"}
        if unchanged(request.headers, etag):
            return Response(status_code=304, headers=headers)
        headers |= described(key, about, request.query_params.get("filename", ""))
        part = wanted(request.headers, etag, about.size_bytes)
        start, end = part or (0, about.size_bytes)
        headers["content-length"] = str(end - start)
        if part:
            headers["content-range"] = f"bytes {start}-{end - 1}/{about.size_bytes}"
        body = nothing() if request.method == "HEAD" else objects.read(key, start, end)
        return StreamingResponse(body, 206 if part else 200, headers)

    @routes.put(PATH + "{key:path}", status_code=200)
    async def put_object(key: str, request: Request) -> Response:
        """A file's content, by a link that was made for it."""
        links.check("PUT", key, request.query_params)
        async with objects.upload("application/octet-stream") as upload:
            async for piece in pieces(request, settings.max_file_bytes, FileTooLarge(settings.max_file_bytes)):
                await upload.write(piece)
            await upload.complete(key)
        return Response()

    return routes


def finished(key: str) -> str:
    """The key of finished audio: what else is in the store is nobody's business. Raises ObjectMissing."""
    if not key.startswith(AUDIO):
        raise ObjectMissing(key)
    return key


def described(key: str, about: About, filename: str) -> dict[str, str]:
    """The name as RFC 6266 has it. Browsers shall not look for something else in it than it says."""
    name = filename or key.rpartition("/")[2]
    return {
        "content-type": about.content_type,
        "content-disposition": disposition("attachment" if filename else "inline", name),
        "x-content-type-options": "nosniff",
    }


async def nothing() -> AsyncGenerator[bytes, None]:
    return
    yield
