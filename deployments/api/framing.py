"""Framing: how encoded bytes are put into a body, plain or as server-sent events."""

import base64
import json
from typing import Protocol

from deployments.api.answering import envelope
from pipeline.frames import Finished

DELTA_BYTES = 24 * 1024
"""Audio in one event: readers of lines have limits, aiohttp's is 64 KiB by default."""


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
        pieces = (data[at : at + DELTA_BYTES] for at in range(0, len(data), DELTA_BYTES))
        return b"".join(event("speech.audio.delta", audio=base64.b64encode(piece).decode()) for piece in pieces)

    def end(self, finished: Finished | None) -> bytes:
        if finished is None:
            return event("speech.audio.done", usage=usage(0))
        made = finished.segments - finished.cached_segments
        return event(
            "speech.audio.done",
            usage=usage(finished.characters),
            duration_s=finished.duration_s,
            segments={"made": made, "cached": finished.cached_segments, "fallback": finished.fallback_segments},
        )

    def error(self, error: Exception) -> bytes:
        return event("speech.audio.error", **envelope(error))


def usage(characters: int) -> dict[str, int]:
    """Characters stand in for tokens, of which there are none."""
    return {"input_tokens": characters, "output_tokens": 0, "total_tokens": characters}


def event(kind: str, **fields: object) -> bytes:
    return f"data: {json.dumps({'type': kind, **fields})}\n\n".encode()
