"""What goes over the wire about files, in OpenAI's shapes."""

from typing import Literal

from pydantic import BaseModel, Field

from deployments.api.schemas import Lenient

Purpose = Literal["batch", "user_data"]


class FileObject(BaseModel):
    """A file. Times are Unix time, in seconds."""

    id: str
    object: Literal["file"] = "file"
    bytes: int
    created_at: int
    expires_at: int | None = None
    filename: str
    purpose: str
    status: Literal["uploaded", "processed"] = "processed"
    upload_url: str | None = None
    """Where a file that was only announced is to be PUT."""


class FileList(BaseModel):
    """`GET /v1/files`."""

    object: Literal["list"] = "list"
    data: list[FileObject]
    first_id: str | None
    last_id: str | None
    has_more: bool


class DeletedFile(BaseModel):
    """The answer of `DELETE /v1/files/{file_id}`."""

    id: str
    object: Literal["file"] = "file"
    deleted: Literal[True] = True


class Announcement(Lenient):
    """The JSON body of `POST /v1/files`: a file that is PUT to the link in the answer."""

    filename: str = Field(min_length=1, max_length=255)
    purpose: Purpose = "batch"
