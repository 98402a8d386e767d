"""The Python client of Declaim, a self-hosted speech-synthesis server."""

from declaim.answers import ClonedVoice, Model, Voice
from declaim.async_client import AsyncDeclaim
from declaim.client import Declaim
from declaim.errors import (
    BadRequest,
    ConnectionFailed,
    DeclaimError,
    NotFound,
    Overloaded,
    RequestRefused,
    ServerFailed,
    SpeechInterrupted,
    TimedOut,
    Unauthorized,
    UnexpectedAnswer,
)
from declaim.requests import Format, Pronunciation, SpeechOptions
from declaim.speech import AsyncSpeech, Speech

__all__ = [
    "AsyncDeclaim",
    "AsyncSpeech",
    "BadRequest",
    "ClonedVoice",
    "ConnectionFailed",
    "Declaim",
    "DeclaimError",
    "Format",
    "Model",
    "NotFound",
    "Overloaded",
    "Pronunciation",
    "RequestRefused",
    "ServerFailed",
    "Speech",
    "SpeechInterrupted",
    "SpeechOptions",
    "TimedOut",
    "Unauthorized",
    "UnexpectedAnswer",
    "Voice",
]
