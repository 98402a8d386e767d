"""Reading the form of a voice to be cloned: its name, the recording, and that the speaker agrees."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from deployments.api.errors import InvalidField, SampleTooLarge, UploadTooSlow
from deployments.api.form import Part, read_form
from models.cloning import id_of
from pipeline.batch.files import Files
from pipeline.errors import FileNotFound

MAX_SAMPLE_BYTES = 10 * 1024**2
OTHER_PARTS_BYTES = 64 * 1024
"""For the name, the consent, what clients send besides, and all that stands around them."""

UPLOAD_S = 120.0
"""Time for a body to arrive in."""

LONGEST_NAME = 64
"""Characters"""

SEPARATORS = frozenset("/\\")
"""Of paths: whoever sends them means something else than a name."""

AGREED = frozenset({"true", "1", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Recording:
    """What a caller wants cloned."""

    name: str
    voice_id: str
    sample: bytes
    """A file in whatever format."""


async def read_recording(request: Request, files: Files) -> Recording:
    """Raises InvalidForm, InvalidField, SampleTooLarge, UploadTooSlow, ObjectsUnavailable."""
    try:
        async with asyncio.timeout(UPLOAD_S):
            parts = await read_form(request, MAX_SAMPLE_BYTES + OTHER_PARTS_BYTES, SampleTooLarge(MAX_SAMPLE_BYTES))
    except TimeoutError:
        raise UploadTooSlow(UPLOAD_S) from None
    name = checked_name(text_of(parts, "name"))
    check_consent(text_of(parts, "consent"))
    return Recording(name, id_of(name), await sample_of(parts, files))


def checked_name(given: str) -> str:
    """Raises InvalidField."""
    name = " ".join(given.split())
    if not name.isprintable() or SEPARATORS & set(name):
        raise InvalidField("name", "'name' may hold no path separators and no control characters.")
    if len(name) > LONGEST_NAME:
        raise InvalidField("name", f"'name' has {len(name)} characters, {LONGEST_NAME} is the most.")
    if not id_of(name):
        raise InvalidField("name", "'name' needs a letter from A to Z or a digit: the voice's id is made of them.")
    return name


def check_consent(given: str) -> None:
    """Raises InvalidField."""
    if given.strip().lower() not in AGREED:
        raise InvalidField(
            "consent",
            "'consent' must be 'true': only clone the voice of somebody who agrees to it.",
            "consent_required",
        )


async def sample_of(parts: Sequence[Part], files: Files) -> bytes:
    """In the form, or uploaded before. Raises InvalidField, SampleTooLarge, ObjectsUnavailable."""
    if sum(part.is_file for part in parts) > 1:
        raise InvalidField("audio_sample", "There is more than one file: send a single recording as 'audio_sample'.")
    if any(part.name == "audio_sample_id" for part in parts):
        return await uploaded(text_of(parts, "audio_sample_id"), files)
    sample = only(parts, "audio_sample").data
    if not sample:
        raise InvalidField("audio_sample", "'audio_sample' is empty: send a recording of speech.")
    if len(sample) > MAX_SAMPLE_BYTES:
        raise SampleTooLarge(MAX_SAMPLE_BYTES)
    return sample


async def uploaded(file_id: str, files: Files) -> bytes:
    """Raises InvalidField, SampleTooLarge, ObjectsUnavailable."""
    try:
        if (await files.get(file_id)).size_bytes > MAX_SAMPLE_BYTES:
            raise SampleTooLarge(MAX_SAMPLE_BYTES)
        return await files.content(file_id)
    except FileNotFound as error:
        raise InvalidField("audio_sample_id", str(error), "file_not_found") from None


def text_of(parts: Sequence[Part], name: str) -> str:
    """Raises InvalidField."""
    try:
        return only(parts, name).data.decode()
    except UnicodeDecodeError:
        raise InvalidField(name, f"'{name}' is not text in UTF-8.") from None


def only(parts: Sequence[Part], name: str) -> Part:
    """The part of that name. Raises InvalidField."""
    found = [part for part in parts if part.name == name]
    if not found:
        raise InvalidField(name, f"'{name}' is missing.", "missing")
    if len(found) > 1:
        raise InvalidField(name, f"'{name}' is there {len(found)} times: send it once.")
    return found[0]
