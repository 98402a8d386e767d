"""Answering: what an error looks like to the caller, in OpenAI's envelope."""

from fastapi.responses import JSONResponse
from pydantic import ValidationError

from deployments.api.errors import ROOTS, InvalidBody, InvalidField, RangeNotSatisfiable, RequestError, status_of

RETRY_AFTER_S = 2
"""Said with every 503: about what a replica needs to come back."""


def envelope(error: Exception) -> dict[str, dict[str, str | None]]:
    """OpenAI's shape of an error."""
    status = status_of(error)
    message = str(error) if isinstance(error, ROOTS) else "Something went wrong in the server; its log tells what."
    return {"error": {"message": message, "type": status.type, "param": status.param, "code": status.code}}


def answer(error: Exception) -> JSONResponse:
    """The response to an error that came before byte 0."""
    status = status_of(error).status
    headers = {}
    if status in {429, 503}:
        headers["Retry-After"] = str(getattr(error, "retry_after_s", RETRY_AFTER_S))
    if isinstance(error, RangeNotSatisfiable):
        headers["Content-Range"] = f"bytes */{error.size_bytes}"
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(envelope(error), status, headers)


def from_validation(error: ValidationError) -> RequestError:
    """pydantic's first complaint, as the field and what is wrong with it."""
    first = error.errors(include_url=False, include_input=False)[0]
    if not first["loc"]:
        return InvalidBody(f"The body must be a JSON object: {first['msg']}.")
    field = ".".join(str(step) for step in first["loc"] if isinstance(step, int) or step.isidentifier())
    missing = first["type"] == "missing"
    message = f"'{field}' is missing." if missing else f"'{field}' is wrong: {first['msg']}."
    return InvalidField(field, message, "missing" if missing else "invalid_value")
