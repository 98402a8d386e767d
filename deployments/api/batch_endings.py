"""`/v1/batches/{batch_id}/...`: cancelling one, and telling once more that one has ended."""

from fastapi import APIRouter, Request

from deployments.api.batch_description import Describing
from deployments.api.batch_schemas import BatchObject
from deployments.api.errors import BatchHasEnded
from deployments.webhooks.message import message_id
from deployments.webhooks.outbox import Outbox
from pipeline.batch.ledger import Ledger
from pipeline.batch.progress import status


def batch_ending_routes(ledger: Ledger, outbox: Outbox, describing: Describing) -> APIRouter:
    routes = APIRouter(tags=["batches"])

    @routes.post("/v1/batches/{batch_id}/cancel")
    async def cancel_batch(batch_id: str, request: Request) -> BatchObject:
        """What is done by then can be fetched."""
        state = await ledger.state(batch_id)
        if state.end is not None or state.record.errors:
            raise BatchHasEnded(batch_id, status(state))
        await ledger.cancel(batch_id)
        return await describing.one(batch_id, request)

    @routes.post("/v1/batches/{batch_id}/webhook")
    async def replay_webhook(batch_id: str, request: Request) -> BatchObject:
        """Send the message about its end once more, whatever became of it."""
        await ledger.record(batch_id)
        await outbox.replay(batch_id, message_id(batch_id))
        return await describing.one(batch_id, request)

    return routes
