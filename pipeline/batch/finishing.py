"""Finishing: what a batch gives back, put together from its results."""

import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing

from pipeline.batch.files import File, Files, key_of, metadata
from pipeline.batch.ledger import Ledger, State
from pipeline.batch.progress import Progress
from pipeline.batch.record import Audiobook, End, Ending, Record, Result

WHY = {
    "expired": ("batch_expired", "This request could not be executed before the completion window expired."),
    "cancelled": ("batch_cancelled", "This request was not executed: the batch was cancelled."),
}
"""Of items that are not done, as OpenAI tells it."""

Bind = Callable[[State], Awaitable[Audiobook | None]]
"""Makes one file of a book's chapters."""
Tell = Callable[[Record, Ending], Awaitable[None]]
"""Whoever wants to know."""
Linked = Callable[[Mapping[str, object], Record], dict[str, object]]
"""A response's body with a link that is good from now on."""


class Finishing:
    """Everything it does may be done again: ids of files are made of the batch's."""

    def __init__(self, ledger: Ledger, files: Files, bind: Bind, linked: Linked, tell: Tell) -> None:
        self._ledger, self._files, self._bind, self._linked, self._tell = ledger, files, bind, linked, tell

    async def __call__(self, state: State, ending: Ending) -> None:
        """Raises CacheError where a store is away."""
        record, begun, progress = state.record, int(time.time()), Progress.of(state, time.time())
        good = self._lines(state, ok=True)
        bad = self._lines(state, ok=False)
        end = End(
            status=ending,
            finalizing_at=begun,
            output_file_id=await self._write(record, "output", good),
            error_file_id=await self._write(record, "errors", bad, self._undone(state, ending)),
            audiobook=await self._bind(state) if record.book and ending == "completed" else None,
            ended_at=int(time.time()),
            completed=progress.completed,
            failed=progress.failed,
            characters=progress.characters,
            audio_s=progress.audio_s,
        )
        await self._tell(record, ending)
        await self._ledger.end(record.id, end)

    async def _write(self, record: Record, name: str, *parts: AsyncGenerator[bytes, None]) -> str | None:
        """The id of a file with these lines; None if there are none."""
        now, size = int(time.time()), 0
        expires_at = None if record.output_expires_s is None else now + record.output_expires_s
        file_id = f"file-{record.id.removeprefix('batch_')}-{name}"
        async with self._files.upload() as upload, aclosing(chained(parts)) as lines:
            async for each in lines:
                size += len(each)
                await upload.write(each)
            if not size:
                return None
            file = File(file_id, f"{record.id}_{name}.jsonl", "batch_output", size, now, expires_at)
            await upload.complete(key_of(file_id), metadata(file))
        return file_id

    async def _lines(self, state: State, *, ok: bool) -> AsyncGenerator[bytes, None]:
        wanted = {number: outcome for number, outcome in sorted(state.results.items()) if outcome.ok == ok}
        results = self._ledger.read_results(wanted.values())
        numbers = iter(wanted)
        async with aclosing(results):
            async for result in results:
                yield self._line(state.record, next(numbers), result)

    async def _undone(self, state: State, ending: Ending) -> AsyncGenerator[bytes, None]:
        for number in state.missing:
            code, message = WHY[ending]
            item = await self._ledger.item(state.record.id, number)
            yield line(state.record, number, item.custom_id, error={"code": code, "message": message})

    def _line(self, record: Record, number: int, result: Result) -> bytes:
        body = self._linked(result.body, record) if result.ok else result.body
        response = {"status_code": result.status_code, "request_id": result.request_id, "body": body}
        return line(record, number, result.custom_id, response=response)


async def chained(parts: Iterable[AsyncGenerator[bytes, None]]) -> AsyncGenerator[bytes, None]:
    for part in parts:
        async with aclosing(part):
            async for each in part:
                yield each


def line(
    record: Record,
    number: int,
    custom_id: str,
    response: Mapping[str, object] | None = None,
    error: Mapping[str, str] | None = None,
) -> bytes:
    """Of an output or error file, in OpenAI's shape."""
    request = f"batch_req_{record.id.removeprefix('batch_')}_{number}"
    said = {"id": request, "custom_id": custom_id, "response": response, "error": error}
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
