"""What can go wrong between a caller and a Declaim server.

DeclaimError
├── ConnectionFailed      refused, unresolvable or lost before the first byte
├── TimedOut              connected, but silent for longer than the caller allows
├── SpeechInterrupted     the audio broke off after its first byte
├── UnexpectedAnswer      a success that no Declaim server would send
└── RequestRefused        an error status
    ├── BadRequest        400, 405, 408, 409, 413, 422 and every other 4xx
    ├── Unauthorized      401, 403
    ├── NotFound          404
    ├── Overloaded        429
    └── ServerFailed      500, 503, 504 and every other 5xx

Every error pickles.
"""

from dataclasses import astuple, dataclass


@dataclass(eq=False)
class DeclaimError(Exception):
    """Root of all errors of this client."""

    def __post_init__(self) -> None:
        self.args = astuple(self)  # what pickle passes to the constructor


@dataclass(eq=False)
class ConnectionFailed(DeclaimError):
    """No answer came from the server."""

    url: str
    reason: str

    def __str__(self) -> str:
        return (
            f"cannot reach {self.url} ({self.reason}); "
            "is the server running? `make serve` starts one, DECLAIM_URL says where it is"
        )


@dataclass(eq=False)
class TimedOut(DeclaimError):
    """The server was silent for longer than the caller allows."""

    url: str
    reason: str

    def __str__(self) -> str:
        return f"{self.url} took too long ({self.reason}); allow more with timeout_s, or try again later"


@dataclass(eq=False)
class SpeechInterrupted(DeclaimError):
    """The audio broke off: what was received is not all of it."""

    received_bytes: int
    reason: str
    request_id: str | None = None

    def __str__(self) -> str:
        return f"the speech broke off after {self.received_bytes} bytes ({self.reason}{_named(self.request_id)})"


@dataclass(eq=False)
class UnexpectedAnswer(DeclaimError):
    """The answer is a success, but not in the shape of a Declaim server."""

    url: str

    def __str__(self) -> str:
        return f"{self.url} did not answer as a Declaim server does; is the address right?"


@dataclass(eq=False)
class RequestRefused(DeclaimError):
    """The server answered with an error status; the fields are those of its error envelope."""

    status: int
    message: str
    type: str | None = None
    param: str | None = None
    code: str | None = None
    request_id: str | None = None
    retry_after_s: float | None = None
    """Seconds to wait, as the server asked; None when it did not."""

    def __str__(self) -> str:
        return f"{self.message} (status {self.status}{_named(self.request_id)})"


class BadRequest(RequestRefused):
    """The request itself is wrong: sent again as it is, it would be refused again."""


class Unauthorized(RequestRefused):
    """The API key is missing, unknown or not permitted to do this."""


class NotFound(RequestRefused):
    """The server knows no such path, voice or model."""


class Overloaded(RequestRefused):
    """The server has more work than it accepts; `retry_after_s` says when to come back."""


class ServerFailed(RequestRefused):
    """The server could not do its work, though the request may be right."""


def refusal_kind(status: int) -> type[RequestRefused]:
    """The class of error that an HTTP status stands for."""
    named = {401: Unauthorized, 403: Unauthorized, 404: NotFound, 429: Overloaded}
    if status in named:
        return named[status]
    return {4: BadRequest, 5: ServerFailed}.get(status // 100, RequestRefused)


def _named(request_id: str | None) -> str:
    return f", request {request_id}" if request_id else ""
