"""`/v1/batches`: many requests at once, in OpenAI's shapes, and whole books."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request

from cache.errors import QueueUnavailable
from cache.queue import Queue
from deployments.api.batch_description import Describing
from deployments.api.batch_schemas import BatchList, BatchObject, BatchRequest
from deployments.api.body import read_json
from deployments.api.linking import Linker
from deployments.api.paging import page
from deployments.api.submission import Submissions
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Record

log = logging.getLogger("ray.serve")


def batch_routes(
    ledger: Ledger, queue: Queue, submissions: Submissions, describing: Describing, linker: Linker, max_chars: int
) -> APIRouter:
    routes = APIRouter(tags=["batches"])

    @routes.post("/v1/batches", openapi_extra=REQUEST_BODY)
    async def create_batch(request: Request) -> BatchObject:
        """Submit a file of requests, or a text. One with a line that is wrong has failed from the start."""
        asked = await read_json(request, BatchRequest, max_chars)
        record, items = await submissions.read(asked, linker.base_url(request))
        await ledger.create(record, items)
        if items:
            await enqueue(record)
        log.info("batch %s: %d items", record.id, record.total)
        return await describing.one(record.id, request)

    async def enqueue(record: Record) -> None:
        """At once where that is possible; the worker that leads does it otherwise."""
        try:
            await queue.add(record.id, range(record.total), record.priority)
        except QueueUnavailable as error:
            log.warning("batch %s is accepted and will begin later: %s", record.id, error)

    @routes.get("/v1/batches")
    async def list_batches(
        request: Request, after: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20
    ) -> BatchList:
        """The newest first."""
        ids, has_more = page(await ledger.ids(), after, limit)
        data = await describing.several(ids, request)
        return BatchList(
            data=data, first_id=ids[0] if ids else None, last_id=ids[-1] if ids else None, has_more=has_more
        )

    @routes.get("/v1/batches/{batch_id}")
    async def get_batch(batch_id: str, request: Request) -> BatchObject:
        return await describing.one(batch_id, request)

    return routes


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BatchRequest"}}},
    }
}
