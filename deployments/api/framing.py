"""Framing: how encoded bytes are put into a body, plain or as server-sent events."""

import base64
import json
from typing import Protocol

from deployments.api.errors import envelope
from pipeline.frames import Finished


class Framing(Protocol):
    """Turns a render's bytes, its end and its failure into bytes of the body."""

    content_type: str

    def data(self, data: bytes) -> bytes: ...

    def end(self, finished: Finished | None) -> bytes: ...

    def error(self, error: Exception) -> bytes:
        """What the body says of a failure after its first byte, before it breaks off."""
        ...


class Plain:
    """The encoded bytes themselves."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type

    def data(self, data: bytes) -> bytes:
        return data

    def end(self, finished: Finished | None) -> bytes:  # noqa: ARG002
        return b""

    def error(self, error: Exception) -> bytes:  # noqa: ARG002
        return b""


class Events:
    """OpenAI's server-sent events: speech.audio.delta, .done, .error (LiveKit needs the space after `data:`)."""

    content_type = "text/event-stream"

    def data(self, data: bytes) -> bytes:
        return event("speech.audio.delta", audio=base64.b64encode(data).decode())

    def end(self, finished: Finished | None) -> bytes:
        characters = 0 if finished is None else finished.characters
        usage = {"input_tokens": characters, "output_tokens": 0, "total_tokens": characters}
        return event("speech.audio.done", usage=usage)

    def error(self, error: Exception) -> bytes:
        return event("speech.audio.error", **envelope(error))


def event(kind: str, **fields: object) -> bytes:
    return f"data: {json.dumps({'type': kind, **fields})}\n\n".encode()
