"""Every error class that can reach a caller, and the only table of their status codes.

RequestError             what this room itself refuses
├── InvalidField         a field of the request is wrong
├── InvalidBody          the body is not JSON, or not an object
├── InvalidForm          the body is no form
├── BodyTooLarge
├── FileTooLarge         an uploaded file is
├── RangeNotSatisfiable  the object ends before
├── SampleTooLarge       the recording of a voice is
├── UploadTooSlow        it does not arrive
├── BatchHasEnded        so it cannot be cancelled
├── VoiceNotCloned       only cloned voices can be deleted
├── Unauthorized
├── ModelNotFound        `GET /v1/models/{id}` of none
├── Overloaded           admission is full
├── NotReady             no voice can speak yet
├── Stopping             the server is about to end
└── MetricsUnavailable   this node's agent does not answer
"""

from typing import NamedTuple

from cache import errors as cache
from deployments.webhooks import errors as webhooks
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


class FileTooLarge(RequestError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes

    def __str__(self) -> str:
        return f"The file is larger than {self.limit_bytes} bytes. Send it in several."


class RangeNotSatisfiable(RequestError):
    def __init__(self, size_bytes: int) -> None:
        super().__init__(size_bytes)
        self.size_bytes = size_bytes

    def __str__(self) -> str:
        return f"The object has {self.size_bytes} bytes: the range begins behind its end."


class InvalidForm(RequestError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The body cannot be read as a form: {self.reason}."


class SampleTooLarge(RequestError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes

    def __str__(self) -> str:
        return (
            f"'audio_sample' is larger than {self.limit_bytes} bytes: send less than a minute, or in a format that "
            "takes less, such as FLAC or MP3."
        )


class UploadTooSlow(RequestError):
    def __init__(self, limit_s: float) -> None:
        super().__init__(limit_s)
        self.limit_s = limit_s

    def __str__(self) -> str:
        return f"The upload was not complete after {self.limit_s:g} s. Send a smaller file."


class BatchHasEnded(RequestError):
    def __init__(self, batch: str, status: str) -> None:
        super().__init__(batch, status)
        self.batch, self.status = batch, status

    def __str__(self) -> str:
        return f"Batch '{self.batch}' is {self.status}: only one that is in progress can be cancelled."


class VoiceNotCloned(RequestError):
    def __init__(self, voice: str) -> None:
        super().__init__(voice)
        self.voice = voice

    def __str__(self) -> str:
        return f"'{self.voice}' was not cloned, so it cannot be deleted: it comes with the server or its settings."


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
        return f"Too much is being done at the moment ({self.what}). Try again in {self.retry_after_s} s."


class NotReady(RequestError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"No voice can speak: {self.reason}"


class Stopping(RequestError):
    def __str__(self) -> str:
        return "The server is stopping. Try again when it is back, or elsewhere."


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

STATUS: dict[type[Exception], Status] = {
    InvalidField: Status(400, INVALID, "invalid_value"),
    InvalidBody: Status(400, INVALID, "invalid_json"),
    InvalidForm: Status(400, INVALID, "invalid_form"),
    BodyTooLarge: Status(413, INVALID, "body_too_large"),
    FileTooLarge: Status(413, INVALID, "file_too_large", "file"),
    RangeNotSatisfiable: Status(416, INVALID, "range_not_satisfiable"),
    SampleTooLarge: Status(413, INVALID, "sample_too_large", "audio_sample"),
    UploadTooSlow: Status(408, INVALID, "upload_too_slow", "audio_sample"),
    BatchHasEnded: Status(409, INVALID, "batch_has_ended", "batch_id"),
    VoiceNotCloned: Status(400, INVALID, "voice_not_cloned", "voice_id"),
    Unauthorized: Status(401, "authentication_error", "invalid_api_key"),
    ModelNotFound: Status(404, INVALID, "model_not_found", "model"),
    Overloaded: Status(429, "rate_limit_error", "overloaded"),
    NotReady: Status(503, SERVER, "not_ready"),
    Stopping: Status(503, SERVER, "stopping"),
    MetricsUnavailable: Status(503, SERVER, "metrics_unavailable"),
    models.UnknownVoice: Status(400, INVALID, "voice_not_found", "voice"),
    models.UnsupportedLanguage: Status(400, INVALID, "unsupported_language", "language"),
    models.CannotClone: Status(501, SERVER, "cannot_clone"),
    models.EngineUnavailable: Status(503, SERVER, "engine_unavailable"),
    models.EngineSpared: Status(503, SERVER, "engine_unavailable"),
    models.EngineFailed: Status(503, SERVER, "engine_failed"),
    models.EngineLost: Status(503, SERVER, "engine_lost"),
    models.DeadlineExceeded: Status(504, SERVER, "timeout", "timeout_s"),
    pipeline.UnsupportedFormat: Status(400, INVALID, "unsupported_format"),
    pipeline.RenderStalled: Status(504, SERVER, "timeout", "timeout_s"),
    pipeline.RenderLost: Status(503, SERVER, "render_lost"),
    pipeline.SpoolFull: Status(503, SERVER, "spool_full"),
    pipeline.UnusableSample: Status(400, INVALID, "unusable_sample", "audio_sample"),
    pipeline.NameTaken: Status(409, INVALID, "voice_exists", "name"),
    pipeline.CloneNotFound: Status(404, INVALID, "voice_not_found", "voice_id"),
    pipeline.UnreadableBook: Status(400, INVALID, "unreadable_book", "input_file_id"),
    pipeline.FileNotFound: Status(404, INVALID, "file_not_found", "file_id"),
    pipeline.BatchNotFound: Status(404, INVALID, "batch_not_found", "batch_id"),
    cache.InvalidRedisUrl: Status(500, SERVER, "internal_error"),
    cache.InvalidKey: Status(404, INVALID, "object_not_found"),
    cache.ObjectMissing: Status(404, INVALID, "object_not_found"),
    cache.LinkRefused: Status(403, INVALID, "link_invalid"),
    cache.ObjectExists: Status(500, SERVER, "internal_error"),
    cache.ObjectsUnavailable: Status(503, SERVER, "storage_unavailable"),
    cache.QueueUnavailable: Status(503, SERVER, "queue_unavailable"),
    webhooks.InvalidSecret: Status(400, INVALID, "invalid_webhook_secret"),
    webhooks.ForbiddenTarget: Status(400, INVALID, "forbidden_webhook_url"),
    webhooks.MessageNotFound: Status(404, INVALID, "webhook_message_not_found"),
}

ROOTS = (RequestError, models.ModelError, pipeline.PipelineError, cache.CacheError, webhooks.WebhookError)

UNKNOWN = Status(500, SERVER, "internal_error")
"""Of an error that nobody foresaw: its text is for the log, not for the caller."""


def status_of(error: Exception) -> Status:
    """The table's answer, with the field that the error itself names."""
    status = STATUS.get(type(error), UNKNOWN)
    param = getattr(error, "param", None) or getattr(error, "field", None) or status.param
    return status._replace(param=param, code=getattr(error, "code", status.code))
