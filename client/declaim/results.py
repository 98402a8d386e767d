"""Results: what became of a batch's items, as its output and error files tell."""

from collections.abc import Iterator
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from declaim.answers import Envelope, ErrorDetail
from declaim.batches import Batch
from declaim.deliveries import Delivery
from declaim.errors import UnexpectedAnswer


class Result(BaseModel):
    """What became of one item: either of the two is None."""

    custom_id: str
    delivery: Delivery | None = None
    error: ErrorDetail | None = None


class _Response(BaseModel):
    status_code: int
    body: dict[str, Any]


class _Line(BaseModel):
    custom_id: str
    response: _Response | None = None
    error: ErrorDetail | None = None


def result_files(batch: Batch) -> list[str]:
    """Ids of the files that hold them; none before it has ended."""
    return [file_id for file_id in (batch.output_file_id, batch.error_file_id) if file_id]


def read_results(response: httpx.Response) -> Iterator[Result]:
    """What one file tells; raises UnexpectedAnswer."""
    try:
        for line in response.content.split(b"\n"):
            if line.strip():
                yield _result(_Line.model_validate_json(line))
    except ValidationError as error:
        raise UnexpectedAnswer(str(response.url)) from error


def _result(line: _Line) -> Result:
    """Raises ValidationError."""
    if line.response is None:
        unsaid = ErrorDetail(message="it was not done, and the server does not say why")
        return Result(custom_id=line.custom_id, error=line.error or unsaid)
    if line.response.status_code < 400:
        return Result(custom_id=line.custom_id, delivery=Delivery.model_validate(line.response.body))
    return Result(custom_id=line.custom_id, error=Envelope.model_validate(line.response.body).error)
