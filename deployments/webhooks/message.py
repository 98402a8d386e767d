"""Message: what is told to whom, in the shape of OpenAI's events."""

import json
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator

from deployments.webhooks.signature import check_secret
from deployments.webhooks.target import check_url

ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
"""What can be a part of an object's key."""
EventType = Literal["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]


def message_id(batch: str) -> str:
    """Of the one message about a batch's end: whoever adds it again adds the same."""
    return f"evt_{batch.removeprefix('batch_')}"


class Message(BaseModel):
    """Receivers may get it twice, with the same id."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(pattern=f"^{ID}$")
    url: str = Field(repr=False)
    """Whoever sees it may be able to write there."""
    secret: str = Field(repr=False)
    type: EventType
    created_at: int
    """Unix time."""
    data: dict[str, JsonValue]
    """`id` is the batch's."""

    @field_validator("secret")
    @classmethod
    def _can_sign(cls, secret: str) -> str:
        check_secret(secret)
        return secret

    @field_validator("url")
    @classmethod
    def _can_be_reached(cls, url: str) -> str:
        """Whether it may be, the settings decide, when it is taken and when it is sent."""
        check_url(url, allow_private=True)
        return url

    @field_validator("data")
    @classmethod
    def _names_its_batch(cls, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        batch = data.get("id")
        if not isinstance(batch, str) or not re.fullmatch(ID, batch):
            raise ValueError("'id' has to be the batch's id")
        return data

    @property
    def batch(self) -> str:
        return str(self.data["id"])

    @property
    def body(self) -> bytes:
        fields = self.model_dump(include={"id", "created_at", "type", "data"})
        return json.dumps({"object": "event", **fields}, separators=(",", ":")).encode()
