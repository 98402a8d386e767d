"""A form (multipart/form-data, RFC 7578) whose body is in memory: its parts, whole."""

import re
from email.message import Message
from typing import NamedTuple

from fastapi import Request

from deployments.api.body import read
from deployments.api.errors import InvalidForm, RequestError

MOST_PARTS = 100
LONGEST_HEAD_BYTES = 4096
"""Of a part."""
BOUNDARY = re.compile(r"[\x21-\x7e ]{0,69}[\x21-\x7e]")


class Part(NamedTuple):
    name: str
    is_file: bool
    data: bytes


async def read_form(request: Request, limit_bytes: int, too_large: RequestError) -> list[Part]:
    """Raises `too_large` before more than `limit_bytes` are read, and InvalidForm."""
    boundary = boundary_of(request.headers.get("content-type", ""))
    return parts_of(await read(request, limit_bytes, too_large), boundary)


def boundary_of(content_type: str) -> bytes:
    """Raises InvalidForm."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or boundary is None or not BOUNDARY.fullmatch(boundary):
        raise InvalidForm("send it as multipart/form-data, with a boundary")
    return boundary.encode()


def parts_of(body: bytes, boundary: bytes) -> list[Part]:
    """Raises InvalidForm."""
    delimiter = b"\r\n--" + boundary
    _, *sections = (b"\r\n" + body).split(delimiter, MOST_PARTS + 1)
    if not sections or not sections[-1].startswith(b"--"):
        raise InvalidForm(f"it does not end with its boundary, or has more than {MOST_PARTS} parts")
    return [part_of(section) for section in sections[:-1]]


def part_of(section: bytes) -> Part:
    # What follows the boundary is white space to the end of the line.
    padding, newline, rest = section.partition(b"\r\n")
    head, blank, data = (b"\r\n" + rest).partition(b"\r\n\r\n")
    if padding.strip(b" \t") or not newline or not blank or len(head) > LONGEST_HEAD_BYTES:
        raise InvalidForm("a part does not begin with its headers")
    name, filename = disposition(head)
    return Part(name, filename is not None, data)


def disposition(head: bytes) -> tuple[str, str | None]:
    """A part's name and file name."""
    lines = head.decode("utf-8", errors="replace").split("\r\n")
    values = [
        value.strip()
        for key, _, value in (line.partition(":") for line in lines)
        if key.lower() == "content-disposition"
    ]
    header = Message()
    header["content-disposition"] = values[0] if len(values) == 1 else ""
    name = header.get_param("name", header="content-disposition")
    if header.get_content_disposition() != "form-data" or not isinstance(name, str):
        raise InvalidForm("a part has no name")
    filename = header.get_filename()
    return name, filename
