"""Submission: a request for a batch becomes a record and its items. Every refusal happens here, before any work."""

import asyncio
import time
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import ValidationError

from deployments.api.answering import from_validation
from deployments.api.batch_schemas import BatchRequest, InputFormat
from deployments.api.catalogue import Catalogue
from deployments.api.errors import InvalidField, RequestError, status_of
from deployments.api.reading import read_request
from deployments.api.schemas import SpeechRequest
from deployments.settings import Limits, Webhooks
from deployments.webhooks.errors import ForbiddenTarget, InvalidSecret
from deployments.webhooks.signature import check_secret
from deployments.webhooks.target import check_url
from models.errors import ModelError
from pipeline.batch.files import File, Files
from pipeline.batch.lines import ENDPOINT, read_lines
from pipeline.batch.record import Item, LineError, Outline, Record, Webhook, new_id
from pipeline.book.reading import read_book
from pipeline.errors import FileNotFound, PipelineError

SECONDS = {"m": 60, "h": 3600, "d": 86400}
SUFFIXES: Mapping[str, InputFormat] = {
    "jsonl": "jsonl",
    "json": "jsonl",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "epub": "epub",
    "txt": "text",
}


class Contents(NamedTuple):
    """What is to be spoken."""

    items: list[Item]
    errors: list[LineError]
    book: Outline | None = None


class Submissions:
    """Reads what is submitted, as the settings allow."""

    def __init__(self, files: Files, catalogue: Catalogue, limits: Limits, webhooks: Webhooks) -> None:
        self._files, self._catalogue, self._limits, self._webhooks = files, catalogue, limits, webhooks

    async def read(self, asked: BatchRequest, base_url: str) -> tuple[Record, list[Item]]:
        """Raises InvalidField, UnreadableBook, ObjectsUnavailable."""
        webhook = self._webhook(asked)
        await self._check_body(asked.body)
        file = await self._file(asked)
        kind = asked.input_format or kind_of(file, asked)
        data = await self._files.content(file.id)
        contents = await asyncio.to_thread(read_contents, kind, data, asked.body, self._limits.max_input_chars)
        return record(asked, file, contents, webhook, base_url), [] if contents.errors else contents.items

    def _webhook(self, asked: BatchRequest) -> Webhook | None:
        """Raises InvalidField."""
        if asked.webhook is None:
            return None
        try:
            check_url(asked.webhook.url, allow_private=self._webhooks.allow_private)
            check_secret(asked.webhook.secret)
        except ForbiddenTarget as error:
            raise InvalidField("webhook.url", str(error), "webhook_forbidden") from None
        except InvalidSecret as error:
            raise InvalidField("webhook.secret", str(error), "webhook_secret") from None
        return Webhook(**dict(asked.webhook))

    async def _check_body(self, body: Mapping[str, object]) -> None:
        """Raise InvalidField for what is wrong in all items."""
        try:
            fields = SpeechRequest.model_validate({**body, "input": "text"})
            await self._catalogue.look_for(fields.voice)
            read_request(fields, self._catalogue, self._limits, "", "use")
        except (ValidationError, RequestError, ModelError, PipelineError) as error:
            told = from_validation(error) if isinstance(error, ValidationError) else error
            status = status_of(told)
            raise InvalidField(f"body.{status.param}", f"In 'body': {told}", status.code) from None

    async def _file(self, asked: BatchRequest) -> File:
        """The one that is named, or a new one with the text."""
        if (asked.input_file_id is None) == (asked.input is None):
            raise InvalidField("input_file_id", "Send either 'input_file_id' or 'input', not both and not neither.")
        if asked.input_file_id is not None:
            try:
                return await self._files.get(asked.input_file_id)
            except FileNotFound as error:
                raise InvalidField("input_file_id", str(error), "file_not_found") from None
        now = int(time.time())
        text = (asked.input or "").encode()
        return await self._files.put(File(new_id("file-"), "input.txt", "batch", len(text), now), text)


def kind_of(file: File, asked: BatchRequest) -> InputFormat:
    if asked.input is not None:
        return "text"
    return SUFFIXES.get(file.filename.rpartition(".")[2].lower(), "jsonl")


def read_contents(kind: InputFormat, data: bytes, defaults: Mapping[str, object], max_chars: int) -> Contents:
    """CPU work, of seconds for a large file. Raises UnreadableBook."""
    if kind == "jsonl":
        items, errors = read_lines(data)
        return Contents([Item(custom_id=item.custom_id, body={**defaults, **item.body}) for item in items], errors)
    book = read_book(data, kind, max_chars)
    items = [
        Item(custom_id=f"chapter-{number:03d}", body={**defaults, "input": chapter.text})
        for number, chapter in enumerate(book.chapters, 1)
    ]
    titles = tuple(chapter.title for chapter in book.chapters)
    return Contents(items, [], Outline(title=book.title, author=book.author, chapters=titles))


def record(asked: BatchRequest, file: File, contents: Contents, webhook: Webhook | None, base_url: str) -> Record:
    now = int(time.time())
    window = asked.completion_window
    expiry = asked.output_expires_after
    good = not contents.errors
    return Record(
        id=new_id("batch_"),
        created_at=now,
        expires_at=now + int(window[:-1]) * SECONDS[window[-1]],
        endpoint=ENDPOINT,
        input_file_id=file.id,
        completion_window=window,
        metadata=asked.metadata,
        priority=asked.priority,
        webhook=webhook,
        output_expires_s=expiry.seconds if expiry else None,
        base_url=base_url,
        total=len(contents.items) if good else 0,
        characters=sum(item.characters for item in contents.items) if good else 0,
        book=contents.book,
        errors=tuple(contents.errors),
    )
