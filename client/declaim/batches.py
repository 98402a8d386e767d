"""Batches: how they are submitted, and what the server tells of them."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Annotated, Literal, TypedDict
from urllib.parse import quote

import httpx
from pydantic import BaseModel, BeforeValidator

from declaim.answers import read_answer
from declaim.files import Content
from declaim.requests import SPEECH, SpeechOptions, check_options

BATCHES = "v1/batches"

ENDINGS = frozenset({"completed", "failed", "expired", "cancelled"})

EVERY_S = 2.0
"""Seconds between two looks at a batch."""

InputFormat = Literal["jsonl", "text", "markdown", "html", "epub"]

Priority = Literal["high", "normal", "low"]


class Webhook(TypedDict):
    """Who is told when the batch has ended."""

    url: str
    secret: str
    """`whsec_` and 24 to 64 random bytes in base64, which messages are signed with."""


class BatchOptions(SpeechOptions, total=False):
    """How a batch is to be done; what is said of the speech holds for every item that does not say otherwise."""

    input_format: InputFormat | None
    """None: by the file's name."""
    priority: Priority | None
    completion_window: str | None
    """Such as 90m, 24h or 7d: what is not done by then expires."""
    metadata: Mapping[str, str] | None
    webhook: Webhook | None


class RequestCounts(BaseModel):
    """Items"""

    total: int = 0
    completed: int = 0
    failed: int = 0


class BatchProgress(BaseModel):
    """How far a batch is."""

    characters: int = 0
    """Of the items that are done."""
    total_characters: int = 0
    audio_s: float = 0.0
    """Seconds of audio made so far."""
    eta_s: float | None = None
    """Seconds to go, by the server's estimate."""


class BatchError(BaseModel):
    """Why a batch was refused."""

    message: str
    code: str | None = None
    line: int | None = None
    """In the file, from 1."""
    param: str | None = None


class Book(BaseModel):
    """All chapters in one M4B file."""

    id: str
    """The object's key."""
    url: str
    expires_at: int | None = None
    bytes: int
    duration_s: float
    manifest_file_id: str
    """A file that says what the book is called, and where its chapters are."""


def _listed(given: object) -> object:
    """OpenAI puts the errors into a list object."""
    return given.get("data", ()) if isinstance(given, dict) else given or ()


class Batch(BaseModel):
    """A batch. Times are Unix time, in seconds."""

    id: str
    status: str
    """`in_progress`, `finalizing`, `cancelling`, or one of ENDINGS."""
    created_at: int
    expires_at: int | None = None
    input_file_id: str
    output_file_id: str | None = None
    error_file_id: str | None = None
    request_counts: RequestCounts = RequestCounts()
    progress: BatchProgress = BatchProgress()
    errors: Annotated[tuple[BatchError, ...], BeforeValidator(_listed)] = ()
    """Of one that was refused."""
    metadata: dict[str, str] | None = None
    priority: str = "normal"
    book: Book | None = None

    @property
    def ended(self) -> bool:
        return self.status in ENDINGS


class _Page(BaseModel):
    data: list[Batch]
    has_more: bool = False


def submission(options: BatchOptions) -> dict[str, object]:
    """All of the JSON body but the file; raises TypeError for an option that does not exist."""
    check_options("submit", options, BatchOptions)
    given = {name: value for name, value in options.items() if value is not None}
    speech = {name: value for name, value in given.items() if name in SpeechOptions.__annotations__}
    others = {name: value for name, value in given.items() if name not in speech}
    return {"endpoint": f"/{SPEECH}", "body": speech, **others}


def named(source: str | PathLike[str] | bytes) -> tuple[Content, str]:
    """What is uploaded, and as which file: a text in a `str` is one too."""
    if isinstance(source, str):
        return source.encode(), "input.txt"
    return (source, "input") if isinstance(source, bytes) else (source, Path(source).name)


def batch_path(batch_id: str) -> str:
    return f"{BATCHES}/{quote(batch_id, safe='')}"


def page_path(after: str | None) -> str:
    """Of the batches behind that one."""
    return str(httpx.URL(BATCHES, params={"limit": 100, **({"after": after} if after else {})}))


def read_batch(response: httpx.Response) -> Batch:
    """Raises UnexpectedAnswer."""
    return read_answer(Batch, response)


def read_page(response: httpx.Response) -> tuple[list[Batch], str | None]:
    """Batches, and the one behind which the next page begins, if there is one; raises UnexpectedAnswer."""
    page = read_answer(_Page, response)
    return page.data, page.data[-1].id if page.has_more and page.data else None
