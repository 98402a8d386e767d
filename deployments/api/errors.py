"""Every error class that can reach a caller, and the only table of their status codes.

RequestError             what this room itself refuses
├── InvalidField         a field of the request is wrong
├── InvalidBody          the body is not JSON, or not an object
├── BodyTooLarge
├── Unauthorized
├── ModelNotFound        `GET /v1/models/{id}` of none
├── Overloaded           admission is full
├── NotReady             no voice can speak yet
└── MetricsUnavailable   this node's agent does not answer
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import ClientDisconnect

from cache import errors as cache
from models import errors as models
from pipeline import errors as pipeline


class RequestError(Exception):
    """Root of this room's errors."""


class InvalidField(RequestError):
    def __init__(self, param: str, message: str, code: str = "invalid_value") -> None:
        super().__init__(param, message, code)
        self.param, self.message, self.code = param, message, code

    def __str__(self) -> str:
        return self.message


class InvalidBody(RequestError):
    """The body cannot be read as the JSON object that it should be."""


class BodyTooLarge(RequestError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes

    def __str__(self) -> str:
        return f"The body is larger than {self.limit_bytes} bytes. Send the text in several requests."


class Unauthorized(RequestError):
    def __str__(self) -> str:
        return "A valid API key is needed: send 'Authorization: Bearer KEY' or 'xi-api-key: KEY'."


class ModelNotFound(RequestError):
    def __init__(self, model: str, available: tuple[str, ...]) -> None:
        super().__init__(model, available)
        self.model, self.available = model, available

    def __str__(self) -> str:
        return f"There is no model '{self.model}'. Models: {', '.join(self.available)}."


class Overloaded(RequestError):
    def __init__(self, what: str, retry_after_s: int) -> None:
        super().__init__(what, retry_after_s)
        self.what, self.retry_after_s = what, retry_after_s

    def __str__(self) -> str:
        return f"Too much is being rendered at the moment ({self.what}). Try again in {self.retry_after_s} s."


class NotReady(RequestError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"No voice can speak: {self.reason}"


class MetricsUnavailable(RequestError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"Ray's agent on this node, which publishes the metrics, does not answer: {self.reason}"


class Status(NamedTuple):
    """How an error is answered."""

    status: int
    type: str
    code: str
    param: str | None = None


INVALID, SERVER = "invalid_request_error", "server_error"

RETRY_AFTER_S = 2
"""Said with every 503: about what a replica needs to come back."""

STATUS: dict[type[Exception], Status] = {
    InvalidField: Status(400, INVALID, "invalid_value"),
    InvalidBody: Status(400, INVALID, "invalid_json"),
    BodyTooLarge: Status(413, INVALID, "body_too_large"),
    Unauthorized: Status(401, "authentication_error", "invalid_api_key"),
    ModelNotFound: Status(404, INVALID, "model_not_found", "model"),
    Overloaded: Status(429, "rate_limit_error", "overloaded"),
    NotReady: Status(503, SERVER, "not_ready"),
    MetricsUnavailable: Status(503, SERVER, "metrics_unavailable"),
    models.UnknownVoice: Status(400, INVALID, "voice_not_found", "voice"),
    models.UnsupportedLanguage: Status(400, INVALID, "unsupported_language", "language"),
    models.EngineUnavailable: Status(503, SERVER, "engine_unavailable"),
    models.EngineFailed: Status(500, SERVER, "engine_failed"),
    models.EngineLost: Status(503, SERVER, "engine_lost"),
    models.DeadlineExceeded: Status(504, SERVER, "timeout", "timeout_s"),
    pipeline.UnsupportedFormat: Status(400, INVALID, "unsupported_format"),
    pipeline.RenderStalled: Status(504, SERVER, "timeout", "timeout_s"),
    pipeline.RenderLost: Status(503, SERVER, "render_lost"),
    pipeline.SpoolFull: Status(503, SERVER, "spool_full"),
    cache.InvalidRedisUrl: Status(500, SERVER, "internal_error"),
}

ROOTS = (RequestError, models.ModelError, pipeline.PipelineError, cache.CacheError)

UNKNOWN = Status(500, SERVER, "internal_error")
"""Of an error that nobody foresaw: its text is for the log, not for the caller."""


def status_of(error: Exception) -> Status:
    """The table's answer, with the field that the error itself names."""
    status = STATUS.get(type(error), UNKNOWN)
    param = getattr(error, "param", None) or getattr(error, "field", None) or status.param
    return status._replace(param=param, code=getattr(error, "code", status.code))


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


def from_http(error: HTTPException) -> JSONResponse:
    """Routing's own refusals (404, 405) in the envelope."""
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    body = {"message": str(error.detail), "type": INVALID, "param": None, "code": code}
    return JSONResponse({"error": body}, error.status_code, error.headers)


async def nobody_there(_: Request, error: Exception) -> None:
    """The client went while it was sending its body."""


Handler = Callable[[Request, Exception], Awaitable[JSONResponse]]


def handler(convert: Callable[..., JSONResponse]) -> Handler:
    async def handle(_: Request, error: Exception) -> JSONResponse:
        return convert(error)

    return handle


def install(app: FastAPI) -> None:
    """Answer every error of the application in the one envelope. Before any other middleware is added."""
    for root in ROOTS:
        app.add_exception_handler(root, handler(answer))
    app.add_exception_handler(ValidationError, handler(lambda error: answer(from_validation(error))))
    app.add_exception_handler(HTTPException, handler(from_http))
    app.add_exception_handler(ClientDisconnect, nobody_there)  # type: ignore[arg-type]
    # Starlette has one of these outside of all other middleware: its answers would lack request id and CORS headers.
    app.add_middleware(ServerErrorMiddleware, handler=handler(answer))
