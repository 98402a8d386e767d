"""Upload: a form with one file, which goes to where it is kept while it comes in."""

import time
from dataclasses import dataclass
from typing import get_args

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from deployments.api.body import pieces
from deployments.api.errors import FileTooLarge, InvalidField, InvalidForm
from deployments.api.file_schemas import Purpose
from deployments.api.form import check_is_form
from pipeline.batch.files import File, Files, key_of, metadata
from pipeline.batch.record import new_id

PURPOSES = get_args(Purpose)
OTHER_FIELDS_BYTES = 64 * 1024
PIECE_BYTES = 256 * 1024
LONGEST_NAME = 255
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says besides the file itself."""

    filename: str
    purpose: str
    expires_s: int | None


async def receive(request: Request, files: Files, limit_bytes: int) -> File:
    """Raises InvalidForm, InvalidField, FileTooLarge, ObjectsUnavailable; then nothing is kept."""
    form = await parsed(request, limit_bytes)
    try:
        content = form.get("file")
        if not isinstance(content, UploadFile):
            raise InvalidField("file", "'file' is missing: send it as a part of the form, with a file name.", "missing")
        if (content.size or 0) > limit_bytes:
            raise FileTooLarge(limit_bytes)
        return await keep(content, wanted(form, content), files)
    finally:
        await form.close()


async def parsed(request: Request, limit_bytes: int) -> FormData:
    """Files above a megabyte wait on disk."""
    check_is_form(request.headers)
    body = pieces(request, limit_bytes + OTHER_FIELDS_BYTES, FileTooLarge(limit_bytes))
    parser = MultiPartParser(request.headers, body, max_files=2, max_fields=MOST_FIELDS)
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise InvalidForm(error.message.removesuffix(".")) from None


def wanted(form: FormData, content: UploadFile) -> Wanted:
    """Raises InvalidField."""
    purpose = form.get("purpose")
    if purpose not in PURPOSES:
        raise InvalidField("purpose", f"'purpose' must be one of {', '.join(PURPOSES)}.")
    filename = (content.filename or "").rpartition("/")[2].rpartition("\\")[2]
    if not filename or len(filename) > LONGEST_NAME or not filename.isprintable():
        raise InvalidField("file", f"The file needs a name of 1 to {LONGEST_NAME} printable characters.")
    return Wanted(filename, str(purpose), expires_s(form.get("expires_after[seconds]")))


def expires_s(given: object) -> int | None:
    """Raises InvalidField."""
    if given is None:
        return None
    if not (isinstance(given, str) and given.isascii() and given.isdecimal() and 0 < int(given[:12]) <= 10**9):
        raise InvalidField("expires_after", "'expires_after[seconds]' must be a number of seconds above 0.")
    return int(given)


async def keep(content: UploadFile, told: Wanted, files: Files) -> File:
    now = int(time.time())
    expires_at = None if told.expires_s is None else now + told.expires_s
    file = File(new_id("file-"), told.filename, told.purpose, content.size or 0, now, expires_at)
    async with files.upload() as upload:
        while piece := await content.read(PIECE_BYTES):
            await upload.write(piece)
        await upload.complete(key_of(file.id), metadata(file))
    return file
