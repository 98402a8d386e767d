"""The Python client of Declaim, a self-hosted speech-synthesis server."""

from declaim.answers import ClonedVoice, ErrorDetail, Model, Voice
from declaim.async_client import AsyncDeclaim
from declaim.batches import Batch, BatchError, BatchOptions, BatchProgress, Book, RequestCounts, Webhook
from declaim.client import Declaim
from declaim.deliveries import Delivery
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
from declaim.files import File
from declaim.requests import Format, Pronunciation, SpeechOptions
from declaim.results import Result
from declaim.speech import AsyncSpeech, Speech

__all__ = [
    "AsyncDeclaim",
    "AsyncSpeech",
    "BadRequest",
    "Batch",
    "BatchError",
    "BatchOptions",
    "BatchProgress",
    "Book",
    "ClonedVoice",
    "ConnectionFailed",
    "Declaim",
    "DeclaimError",
    "Delivery",
    "ErrorDetail",
    "File",
    "Format",
    "Model",
    "NotFound",
    "Overloaded",
    "Pronunciation",
    "RequestCounts",
    "RequestRefused",
    "Result",
    "ServerFailed",
    "Speech",
    "SpeechInterrupted",
    "SpeechOptions",
    "TimedOut",
    "Unauthorized",
    "UnexpectedAnswer",
    "Voice",
    "Webhook",
]
