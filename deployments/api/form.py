"""A form (multipart/form-data, RFC 7578) whose body is in memory: its parts, whole."""

from collections.abc import AsyncGenerator
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from deployments.api.body import read
from deployments.api.errors import InvalidForm, RequestError

MOST_PARTS = 100


class Part(NamedTuple):
    name: str
    is_file: bool
    data: bytes


async def read_form(request: Request, limit_bytes: int, too_large: RequestError) -> list[Part]:
    """Raises `too_large` before more than `limit_bytes` are read, and InvalidForm."""
    check_is_form(request.headers)
    return await parts_of(request.headers, await read(request, limit_bytes, too_large))


def check_is_form(headers: Headers) -> None:
    """Raises InvalidForm."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise InvalidForm("send it as multipart/form-data, with a boundary")


async def parts_of(headers: Headers, body: bytes) -> list[Part]:
    """One that breaks off lacks its last part. Raises InvalidForm."""

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(headers, once(), max_files=MOST_PARTS, max_fields=MOST_PARTS, max_part_size=len(body) + 1)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise InvalidForm(error.message.removesuffix(".")) from None
    try:
        return [await _part(name, value) for name, value in form.multi_items()]
    finally:
        await form.close()


async def _part(name: str, value: UploadFile | str) -> Part:
    if isinstance(value, str):
        return Part(name, is_file=False, data=value.encode())
    return Part(name, is_file=True, data=await value.read())
