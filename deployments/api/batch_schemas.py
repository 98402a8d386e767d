"""What goes over the wire about batches: OpenAI's names, and ours beside them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from cache.queue import Priority
from deployments.api.schemas import Lenient
from pipeline.batch.lines import ENDPOINT
from pipeline.batch.progress import Status

InputFormat = Literal["jsonl", "text", "markdown", "html", "epub"]
Short = Annotated[str, Field(max_length=512)]


class WebhookFields(Lenient):
    """Who is told when the batch has ended, see docs/operations.md."""

    url: str
    secret: str = Field(description="`whsec_` and 24 to 64 random bytes in base64.")


class OutputExpiry(Lenient):
    """OpenAI's way to say for how long the output files are kept."""

    anchor: Literal["created_at"] = "created_at"
    seconds: int = Field(ge=3600, le=2_592_000)


class BatchRequest(Lenient):
    """The body of `POST /v1/batches`."""

    endpoint: Literal["/v1/audio/speech"] = ENDPOINT  # type: ignore[assignment]
    input_file_id: str | None = Field(None, description="A file of requests (JSONL), or of a text that is spoken.")
    input: str | None = Field(None, description="A text, instead of a file.")
    input_format: InputFormat | None = Field(None, description="None: by the file's name, then by its content.")
    body: dict[str, Any] = Field({}, description="Fields of every request that do not say otherwise, such as `voice`.")
    completion_window: str = Field("24h", pattern=r"^[1-9]\d{0,3}[mhd]$", description="Such as 90m, 24h or 7d.")
    metadata: Annotated[dict[Annotated[str, Field(max_length=64)], Short], Field(max_length=16)] | None = None
    priority: Priority = "normal"
    webhook: WebhookFields | None = None
    output_expires_after: OutputExpiry | None = None


class BatchError(BaseModel):
    """Why a batch has failed."""

    code: str
    message: str
    line: int | None
    param: str | None


class BatchErrors(BaseModel):
    object: Literal["list"] = "list"
    data: list[BatchError]


class RequestCounts(BaseModel):
    """Items"""

    total: int
    completed: int
    failed: int


class BatchProgress(BaseModel):
    """How far it is."""

    characters: int
    """Of the items that are done."""
    total_characters: int
    audio_s: float
    """Made so far."""
    eta_s: float | None
    """Seconds to go, by estimate."""


class WebhookState(BaseModel):
    """What became of the message to whoever wants to be told."""

    status: Literal["waiting", "due", "delivered", "given_up"]
    """`waiting`: for the batch to end."""
    attempts: int = 0
    outcome: str | None = None
    """Of the last attempt."""


class BookFile(BaseModel):
    """An audio book."""

    id: str
    """Its object's key."""
    url: str
    expires_at: int | None
    bytes: int
    duration_s: float
    manifest_file_id: str


class BatchObject(BaseModel):
    """A batch. Times are Unix time, in seconds."""

    id: str
    object: Literal["batch"] = "batch"
    endpoint: str
    errors: BatchErrors | None
    input_file_id: str
    completion_window: str
    status: Status
    output_file_id: str | None
    error_file_id: str | None
    created_at: int
    in_progress_at: int | None
    expires_at: int
    finalizing_at: int | None
    completed_at: int | None
    failed_at: int | None
    expired_at: int | None
    cancelling_at: int | None
    cancelled_at: int | None
    request_counts: RequestCounts
    metadata: dict[str, str] | None
    priority: Priority
    progress: BatchProgress
    book: BookFile | None
    webhook: WebhookState | None = None
    """Not told in lists."""


class BatchList(BaseModel):
    """`GET /v1/batches`."""

    object: Literal["list"] = "list"
    data: list[BatchObject]
    first_id: str | None
    last_id: str | None
    has_more: bool
