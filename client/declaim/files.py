"""Files: what is uploaded for batches, and what batches give back."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from urllib.parse import quote

import httpx
from pydantic import BaseModel

from declaim.answers import read_answer

FILES = "v1/files"

Content = str | PathLike[str] | bytes
"""The path of a file, or what is in it."""


class File(BaseModel):
    """A file on the server. Times are Unix time, in seconds."""

    id: str
    filename: str
    bytes: int
    created_at: int
    expires_at: int | None = None
    purpose: str = "batch"


@contextmanager
def upload_request(
    http: httpx.Client | httpx.AsyncClient, content: Content, filename: str | None
) -> Iterator[httpx.Request]:
    """To be sent within the block, as the file is read meanwhile; raises OSError."""
    name = filename or ("input" if isinstance(content, bytes) else Path(content).name)
    with io.BytesIO(content) if isinstance(content, bytes) else Path(content).open("rb") as file:
        yield http.build_request("POST", FILES, data={"purpose": "batch"}, files={"file": (name, file)})


def read_file(response: httpx.Response) -> File:
    """The answer of POST /v1/files; raises UnexpectedAnswer."""
    return read_answer(File, response)


def content_path(file_id: str) -> str:
    return f"{FILES}/{quote(file_id, safe='')}/content"
