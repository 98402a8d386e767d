"""What is written down of a batch: each of these once, so that no two writers can take it from each other."""

import secrets
import time
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cache.queue import Priority

Ending = Literal["completed", "expired", "cancelled"]


class Written(BaseModel):
    """Read-only, and kept as JSON."""

    model_config = ConfigDict(frozen=True)

    def pack(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()


class LineError(Written):
    """Why a batch cannot begin."""

    code: str
    message: str
    line: int | None = None
    """In the file, from 1."""
    param: str | None = None


class Webhook(Written):
    """Who is told when it has ended."""

    url: str
    secret: str


class Outline(Written):
    """A book that is spoken: an item for each chapter."""

    title: str
    author: str | None = None
    chapters: tuple[str, ...]
    """Titles"""


class Item(Written):
    """One input."""

    custom_id: str
    body: dict[str, object]
    """Of a speech request."""

    @property
    def characters(self) -> int:
        text = self.body.get("input")
        return len(text) if isinstance(text, str) else 0


class Record(Written):
    """What was submitted. Times are Unix time, in seconds."""

    id: str
    created_at: int
    expires_at: int
    endpoint: str
    input_file_id: str
    completion_window: str
    metadata: dict[str, str] | None = None
    priority: Priority = "normal"
    webhook: Webhook | None = None
    output_expires_s: int | None = None
    """Seconds after its end when its files are deleted."""
    base_url: str
    """Where whoever submitted it reached the server: for links in its output."""
    total: int = 0
    """Items"""
    characters: int = 0
    """Of all inputs."""
    book: Outline | None = None
    errors: tuple[LineError, ...] = ()
    """With any it never begins."""


class Audiobook(Written):
    """All chapters in one file."""

    key: str
    size_bytes: int
    duration_s: float
    manifest_file_id: str


class End(Written):
    """How it ended."""

    status: Ending
    finalizing_at: int
    ended_at: int
    completed: int
    failed: int
    characters: int
    audio_s: float
    output_file_id: str | None = None
    error_file_id: str | None = None
    audiobook: Audiobook | None = None


class Result(Written):
    """What became of an item."""

    custom_id: str
    request_id: str
    status_code: int
    body: dict[str, object]
    """Of the response."""
    characters: int = 0
    audio_s: float = 0.0
    chapter_key: str | None = None
    """Of a book's chapter as AAC, which goes into the one file."""

    @property
    def ok(self) -> bool:
        return self.status_code < 400


def new_id(kind: str) -> str:
    """Ids in the order in which they were made."""
    return f"{kind}{time.time_ns() // 1_000_000:012x}{secrets.token_hex(8)}"
