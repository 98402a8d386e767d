"""The client for plain code; `async_client` is its twin, and what they decide alike is decided outside of both."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from os import PathLike
from pathlib import Path
from typing import Self, Unpack

import httpx

from declaim.answers import ClonedVoice, Model, Voice, check_deleted, is_ready, read_cloned, read_models, read_voices
from declaim.batch_calls import BatchCalls
from declaim.deliveries import Delivery, delivery_request, read_delivery
from declaim.requests import (
    VOICES,
    Sample,
    SpeechOptions,
    clone_request,
    connection,
    deletion_request,
    speech_request,
)
from declaim.retries import as_declaim_errors
from declaim.saving import whole_file
from declaim.sending import Sender
from declaim.speech import Speech


class Declaim(BatchCalls):
    """A Declaim server, reached over one pool of connections; threads may share it."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout_s: float = 600.0,
        max_retries: int = 2,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """What is None comes from DECLAIM_URL and DECLAIM_API_KEY; `timeout_s` is the longest silence, in seconds."""
        self._http = httpx.Client(**connection(base_url, api_key, timeout_s), transport=transport)
        super().__init__(Sender(self._http, max_retries, sleep))

    @contextmanager
    def speak(self, text: str, **options: Unpack[SpeechOptions]) -> Iterator[Speech]:
        """Audio as it is made; raises any DeclaimError on entry and SpeechInterrupted while it is read."""
        request = speech_request(self._http, text, options)
        speech = self._sender.send(request, Speech.begin)
        with closing(speech):
            yield speech

    def speak_bytes(self, text: str, **options: Unpack[SpeechOptions]) -> bytes:
        """All of the audio; raises any DeclaimError."""
        with self.speak(text, **options) as speech:
            return b"".join(speech)

    def speak_to_file(self, text: str, path: str | PathLike[str], **options: Unpack[SpeechOptions]) -> None:
        """Write the audio to `path`, which appears when it is whole; raises any DeclaimError, or OSError."""
        with whole_file(Path(path)) as file, self.speak(text, **options) as speech:
            file.writelines(speech)

    def speak_url(self, text: str, **options: Unpack[SpeechOptions]) -> Delivery:
        """Have it spoken and kept by the server, and learn where it is; raises any DeclaimError."""
        return read_delivery(self._sender.ask(delivery_request(self._http, text, options)))

    def voices(self) -> list[Voice]:
        """Every voice of the server; raises any DeclaimError."""
        return read_voices(self._sender.get(VOICES))

    def clone(self, name: str, sample: Sample, *, consent: bool) -> ClonedVoice:
        """Have the voice of a recording cloned, 3 to 60 s of speech; `consent`: its speaker agrees to that.

        Sent once, as the first try may have done it; raises any DeclaimError, or OSError.
        """
        request = clone_request(self._http, name, sample, consent=consent)
        return read_cloned(self._sender.once(request))

    def delete_voice(self, voice_id: str) -> None:
        """Delete a cloned voice and its recording; sent once; raises any DeclaimError."""
        check_deleted(self._sender.once(deletion_request(self._http, voice_id)))

    def models(self) -> list[Model]:
        """Every model name that the server accepts; raises any DeclaimError."""
        return read_models(self._sender.get("v1/models"))

    def ready(self) -> bool:
        """Whether a voice can speak now, asked once; raises any DeclaimError but a 503."""
        with as_declaim_errors():
            return is_ready(self._http.get("readyz"))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
