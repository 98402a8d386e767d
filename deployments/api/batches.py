"""`/v1/batches`: many requests at once, in OpenAI's shapes, and whole books."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request

from cache.errors import QueueUnavailable
from cache.queue import Queue
from deployments.api.batch_description import described
from deployments.api.batch_schemas import BatchList, BatchObject, BatchRequest
from deployments.api.body import read_json
from deployments.api.errors import BatchHasEnded
from deployments.api.linking import Linker
from deployments.api.paging import page
from deployments.api.submission import Submissions
from pipeline.batch.ledger import Ledger
from pipeline.batch.progress import status
from pipeline.batch.record import Record

log = logging.getLogger("ray.serve")


def batch_routes(
    ledger: Ledger, queue: Queue, submissions: Submissions, linker: Linker, max_input_chars: int
) -> APIRouter:
    routes = APIRouter(tags=["batches"])

    async def tell(batch: str, request: Request) -> BatchObject:
        return described(await ledger.state(batch), linker, linker.base_url(request))

    @routes.post("/v1/batches", openapi_extra=REQUEST_BODY)
    async def create_batch(request: Request) -> BatchObject:
        """Submit a file of requests, or a text. One with a line that is wrong has failed from the start."""
        asked = await read_json(request, BatchRequest, max_input_chars)
        record, items = await submissions.read(asked, linker.base_url(request))
        await ledger.create(record, items)
        if items:
            await enqueue(record)
        log.info("batch %s: %d items", record.id, record.total)
        return await tell(record.id, request)

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
        data = [await tell(batch, request) for batch in ids]
        return BatchList(
            data=data, first_id=ids[0] if ids else None, last_id=ids[-1] if ids else None, has_more=has_more
        )

    @routes.get("/v1/batches/{batch_id}")
    async def get_batch(batch_id: str, request: Request) -> BatchObject:
        return await tell(batch_id, request)

    @routes.post("/v1/batches/{batch_id}/cancel")
    async def cancel_batch(batch_id: str, request: Request) -> BatchObject:
        """What is done by then can be fetched."""
        state = await ledger.state(batch_id)
        if state.end is not None or state.record.errors:
            raise BatchHasEnded(batch_id, status(state))
        await ledger.cancel(batch_id)
        return await tell(batch_id, request)

    return routes


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BatchRequest"}}},
    }
}
