"""A batch as callers see it."""

import asyncio
import time

from fastapi import Request

from deployments.api.batch_schemas import (
    BatchError,
    BatchErrors,
    BatchObject,
    BatchProgress,
    BookFile,
    RequestCounts,
    WebhookState,
)
from deployments.api.linking import Linker
from deployments.webhooks.outbox import Outbox
from pipeline.batch.ledger import Ledger, State
from pipeline.batch.progress import Progress, status
from pipeline.batch.record import Record


class Describing:
    """Batches as they are now."""

    def __init__(self, ledger: Ledger, outbox: Outbox, linker: Linker) -> None:
        self._ledger, self._outbox, self._linker = ledger, outbox, linker

    async def one(self, batch: str, request: Request) -> BatchObject:
        """With what became of its webhook. Raises BatchNotFound."""
        state = await self._ledger.state(batch)
        told = described(state, self._linker, self._linker.base_url(request))
        return told if state.record.webhook is None else told.model_copy(update={"webhook": await self._heard(batch)})

    async def several(self, batches: list[str], request: Request) -> list[BatchObject]:
        base_url = self._linker.base_url(request)
        states = await asyncio.gather(*map(self._ledger.state, batches))
        return [described(state, self._linker, base_url) for state in states]

    async def _heard(self, batch: str) -> WebhookState:
        """Of the one message that there is about a batch."""
        for sent in await self._outbox.states(batch):
            return WebhookState(status=sent.status, attempts=sent.attempts, outcome=sent.outcome or None)
        return WebhookState(status="waiting")


def described(state: State, linker: Linker, base_url: str) -> BatchObject:
    record, end, progress = state.record, state.end, Progress.of(state, time.time())
    ended = {end.status: end.ended_at} if end else {}
    return BatchObject(
        id=record.id,
        endpoint=record.endpoint,
        errors=errors(record),
        input_file_id=record.input_file_id,
        completion_window=record.completion_window,
        status=status(state),
        output_file_id=end.output_file_id if end else None,
        error_file_id=end.error_file_id if end else None,
        created_at=record.created_at,
        in_progress_at=None if record.errors else record.created_at,
        expires_at=record.expires_at,
        finalizing_at=end.finalizing_at if end else None,
        completed_at=ended.get("completed"),
        failed_at=record.created_at if record.errors else None,
        expired_at=ended.get("expired"),
        cancelling_at=state.cancelled_at,
        cancelled_at=ended.get("cancelled"),
        request_counts=RequestCounts(total=record.total, completed=progress.completed, failed=progress.failed),
        metadata=record.metadata,
        priority=record.priority,
        progress=BatchProgress(
            characters=progress.characters,
            total_characters=record.characters,
            audio_s=progress.audio_s,
            eta_s=progress.eta_s,
        ),
        book=book(state, linker, base_url),
    )


def errors(record: Record) -> BatchErrors | None:
    if not record.errors:
        return None
    told = [BatchError(code=e.code, message=e.message, line=e.line, param=e.param) for e in record.errors]
    return BatchErrors(data=told)


def book(state: State, linker: Linker, base_url: str) -> BookFile | None:
    if state.end is None or state.end.audiobook is None or state.record.book is None:
        return None
    made = state.end.audiobook
    link = linker.link(made.key, base_url, f"{state.record.book.title}.m4b")
    return BookFile(
        id=made.key,
        url=link.url,
        expires_at=link.expires_at,
        bytes=made.size_bytes,
        duration_s=made.duration_s,
        manifest_file_id=made.manifest_file_id,
    )
