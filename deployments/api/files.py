"""`/v1/files`: what batches read and write, in OpenAI's shapes."""

import time
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from cache.links import disposition
from deployments.api.body import read
from deployments.api.errors import BodyTooLarge
from deployments.api.file_schemas import Announcement, DeletedFile, FileList, FileObject
from deployments.api.linking import Linker
from deployments.api.paging import Order, page
from deployments.api.upload import receive
from deployments.api.uploads import Uploads
from pipeline.batch.files import JSONL, File, Files, key_of
from pipeline.batch.record import new_id

ANNOUNCEMENT_BYTES = 16 * 1024


def file_routes(files: Files, linker: Linker, max_file_bytes: int) -> APIRouter:
    routes = APIRouter(tags=["files"])
    uploads = Uploads()

    @routes.post("/v1/files", openapi_extra=REQUEST_BODY)
    async def create_file(request: Request) -> FileObject:
        """Upload a file, or announce one (JSON), which is then PUT to `upload_url`."""
        if request.headers.get("content-type", "").startswith("application/json"):
            return await announce(request)
        async with uploads.permit():
            return described(await receive(request, files, max_file_bytes))

    async def announce(request: Request) -> FileObject:
        body = await read(request, ANNOUNCEMENT_BYTES, BodyTooLarge(ANNOUNCEMENT_BYTES))
        asked = Announcement.model_validate_json(body)
        file_id = new_id("file-")
        link = linker.upload(key_of(file_id), linker.base_url(request))
        return FileObject(
            id=file_id,
            bytes=0,
            created_at=int(time.time()),
            expires_at=link.expires_at,
            filename=asked.filename,
            purpose=asked.purpose,
            status="uploaded",
            upload_url=link.url,
        )

    @routes.get("/v1/files")
    async def list_files(
        after: str | None = None,
        limit: Annotated[int, Query(ge=1, le=10_000)] = 1_000,
        order: Order = "desc",
        purpose: str | None = None,
    ) -> FileList:
        every = await files.ids()
        found = await first_of(files, page(every, after, len(every), order).ids, purpose, limit + 1)
        data = [described(file) for file in found[:limit]]
        first_id, last_id = (data[0].id, data[-1].id) if data else (None, None)
        return FileList(data=data, first_id=first_id, last_id=last_id, has_more=len(found) > limit)

    @routes.get("/v1/files/{file_id}")
    async def get_file(file_id: str) -> FileObject:
        return described(await files.get(file_id))

    @routes.get("/v1/files/{file_id}/content", response_class=StreamingResponse)
    async def get_content(file_id: str) -> StreamingResponse:
        file = await files.get(file_id)
        headers = {
            "content-length": str(file.size_bytes),
            "content-disposition": disposition("attachment", file.filename),
            "x-content-type-options": "nosniff",
        }
        return StreamingResponse(files.read(file_id), headers=headers, media_type=JSONL)

    @routes.delete("/v1/files/{file_id}")
    async def delete_file(file_id: str) -> DeletedFile:
        """Batches that were made of it go on."""
        await files.delete(file_id)
        return DeletedFile(id=file_id)

    return routes


async def first_of(files: Files, ids: list[str], purpose: str | None, most: int) -> list[File]:
    """Those of that purpose: clients take a page with nothing on it for the last one."""
    found: list[File] = []
    for at in range(0, len(ids), most):
        found += [file for file in await files.several(ids[at : at + most]) if purpose in {None, file.purpose}]
        if len(found) >= most:
            break
    return found[:most]


def described(file: File) -> FileObject:
    return FileObject(
        id=file.id,
        bytes=file.size_bytes,
        created_at=file.created_at,
        expires_at=file.expires_at,
        filename=file.filename,
        purpose=file.purpose,
    )


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "purpose"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "purpose": {"type": "string", "enum": ["batch", "user_data"]},
                        "expires_after[seconds]": {"type": "string"},
                    },
                }
            },
            "application/json": {"schema": Announcement.model_json_schema()},
        },
    }
}
