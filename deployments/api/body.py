"""Reading a request's body: bounded, and JSON as strict as the schema."""

from collections.abc import AsyncGenerator
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel

from deployments.api.errors import BodyTooLarge, RequestError

BYTES_PER_CHAR = 12
"""The most that one character takes in JSON: a surrogate pair, both halves escaped."""

OTHER_FIELDS_BYTES = 1024 * 1024
"""A lexicon of a thousand words is some tens of kilobytes."""

Schema = TypeVar("Schema", bound=BaseModel)


async def read_json(request: Request, schema: type[Schema], max_chars: int) -> Schema:
    """The body as `schema`. Raises BodyTooLarge before it is read, pydantic's ValidationError after.

    pydantic's parser refuses what Python's json lets through: lone surrogates, bad UTF-8, deep nesting.
    """
    limit_bytes = max_chars * BYTES_PER_CHAR + OTHER_FIELDS_BYTES
    return schema.model_validate_json(await read(request, limit_bytes, BodyTooLarge(limit_bytes)))


async def read(request: Request, limit_bytes: int, too_large: RequestError) -> bytes:
    """The body, of `limit_bytes` at most. Raises `too_large` before it reads more."""
    return b"".join([piece async for piece in pieces(request, limit_bytes, too_large)])


async def pieces(request: Request, limit_bytes: int, too_large: RequestError) -> AsyncGenerator[bytes, None]:
    """The same as it comes in."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 18 or int(declared) > limit_bytes):
        raise too_large
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit_bytes:
            raise too_large
        yield piece
