"""What comes back: lists, and the error envelope, read in the same way for both clients."""

from typing import Literal, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from declaim.errors import RequestRefused, UnexpectedAnswer, refusal_kind
from declaim.retry_after import retry_after_s

Answer = TypeVar("Answer", bound=BaseModel)

LONGEST_MESSAGE = 200
"""Characters kept of an answer that is not in the error envelope, such as a proxy's page."""


class Voice(BaseModel):
    """A voice that the server can speak with."""

    id: str
    name: str
    engine: str
    languages: tuple[str, ...]
    """BCP-47 tags; the first is spoken when the caller names none."""


class ClonedVoice(BaseModel):
    """A voice that was just cloned."""

    id: str
    """What to ask for when it is to speak."""
    name: str
    created_at: int
    """Unix time, in seconds."""


class Model(BaseModel):
    """A model name that the server accepts."""

    id: str
    object: str
    created: int
    """Unix time, in seconds."""
    owned_by: str


class _Voices(BaseModel):
    voices: list[Voice]


class _Deleted(BaseModel):
    deleted: Literal[True]


class _Models(BaseModel):
    data: list[Model]


class ErrorDetail(BaseModel):
    """What went wrong, in the server's words."""

    message: str
    type: str | None = None
    param: str | None = None
    code: str | None = None


class Envelope(BaseModel):
    """OpenAI's shape of an error."""

    error: ErrorDetail


def read_voices(response: httpx.Response) -> list[Voice]:
    """The answer of GET /v1/audio/voices; raises UnexpectedAnswer."""
    return read_answer(_Voices, response).voices


def read_cloned(response: httpx.Response) -> ClonedVoice:
    """The answer of POST /v1/audio/voices; raises UnexpectedAnswer."""
    return read_answer(ClonedVoice, response)


def check_deleted(response: httpx.Response) -> None:
    """The answer of DELETE /v1/audio/voices/{id}; raises UnexpectedAnswer."""
    read_answer(_Deleted, response)


def read_models(response: httpx.Response) -> list[Model]:
    """The answer of GET /v1/models; raises UnexpectedAnswer."""
    return read_answer(_Models, response).data


def is_ready(response: httpx.Response) -> bool:
    """The answer of GET /readyz; raises RequestRefused for a status that is neither 200 nor 503."""
    if response.status_code in {httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE}:
        return response.is_success
    raise read_refusal(response)


def read_refusal(response: httpx.Response) -> RequestRefused:
    """The error that an answer stands for, whether or not it is in the envelope."""
    detail = _read_detail(response)
    return refusal_kind(response.status_code)(
        response.status_code,
        detail.message,
        detail.type,
        detail.param,
        detail.code,
        response.headers.get("X-Request-Id"),
        retry_after_s(response.headers),
    )


def read_answer(shape: type[Answer], response: httpx.Response) -> Answer:
    """Raises UnexpectedAnswer."""
    try:
        return shape.model_validate_json(response.content)
    except ValidationError as error:
        raise UnexpectedAnswer(str(response.url)) from error


def _read_detail(response: httpx.Response) -> ErrorDetail:
    try:
        return Envelope.model_validate_json(response.content).error
    except ValidationError:
        return ErrorDetail(message=response.text.strip()[:LONGEST_MESSAGE] or response.reason_phrase)
