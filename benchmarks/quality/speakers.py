"""Who speaks: the voice under test, its teacher, the others. Another teacher is one more class here."""

import asyncio
import json
import shutil
import subprocess
import tempfile
import urllib.request
import weakref
from collections.abc import AsyncGenerator
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from benchmarks.quality.sound import Sound, decoded
from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.engine import AudioChunk, Segment
from models.loading import load_engine
from models.voice import Voice
from pipeline.formats import AudioFormat
from pipeline.frames import Bytes
from pipeline.loudness import Loudness
from pipeline.render import render
from pipeline.routing import Routing
from pipeline.segment import segment_text
from pipeline.segments import Segments
from pipeline.spec import RenderSpec

FLITE_STRETCH = 1.15
"""How much slower than by itself flite speaks for the voices that are trained on it."""

TIMEOUT_S = 60


class Speaker(Protocol):
    @property
    def name(self) -> str: ...

    def speak(self, text: str) -> Sound:
        """One sentence."""
        ...

    def read(self, text: str) -> Sound:
        """Several sentences, joined as this speaker joins them."""
        ...


class Flite:
    """A voice of the Debian package `flite`. Raises ValueError where there is none of that name."""

    def __init__(self, voice: str, stretch: float = FLITE_STRETCH) -> None:
        if voice not in flite_voices():
            raise ValueError(f"flite has no voice '{voice}'. Voices: {', '.join(flite_voices())}")
        self.name = f"flite:{voice}"
        self._command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch}"]

    def speak(self, text: str) -> Sound:
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(
                [*self._command, "-t", text, "-o", file.name], check=True, timeout=TIMEOUT_S, capture_output=True
            )
            return decoded(file.read())

    read = speak


@cache
def flite_voices() -> list[str]:
    """Asked beforehand, because flite takes its usual voice for one that it does not know."""
    flite = shutil.which("flite")
    if flite is None:
        raise ValueError("flite is not installed (Debian: apt-get install flite)")
    listed = subprocess.run([flite, "-lv"], check=True, timeout=TIMEOUT_S, capture_output=True, text=True).stdout
    return listed.partition(":")[2].split()


class InProcess:
    """A voice and its engine in this process, with the voice's gain and the limiter behind it.

    Raises UnsupportedLanguage if it speaks no English, EngineUnavailable.
    """

    def __init__(self, voice: Voice) -> None:
        self.name, self.model, self._voice = voice.id, voice.model, voice
        self._engine = load_engine(voice.engine, {})
        self._language = voice.language("en-us")
        self._runner = asyncio.Runner()
        weakref.finalize(self, self._runner.close)

    def speak(self, text: str) -> Sound:
        return self._sound(self._runner.run(self._speak(text)))

    def read(self, text: str) -> Sound:
        return self._sound(self._runner.run(self._read(text)))

    def _sound(self, pcm: bytes) -> Sound:
        return Sound(np.frombuffer(pcm, np.int16) / 32768, self._voice.sample_rate)

    async def _speak(self, text: str) -> bytes:
        loudness = Loudness(self._voice.sample_rate)
        segment = Segment(text=text, language=self._language)
        chunks = [loudness.feed(chunk, self._voice.gain_db) async for chunk in self._chunks(segment)]
        return b"".join(chunk.samples.tobytes() for chunk in [*chunks, loudness.flush()])

    def _chunks(self, segment: Segment) -> AsyncGenerator[AudioChunk, None]:
        return self._engine.synthesize(segment, self._voice)

    async def _read(self, text: str) -> bytes:
        audio = AudioFormat.choose("pcm", self._voice.sample_rate, self._voice.sample_rate, None)
        spec = RenderSpec(text=text, voice=self._voice, language=self._language, audio=audio, timeout_s=TIMEOUT_S)
        nothing_kept = Segments(MemoryStore(0), LocalFlights(), ttl_s=1)
        script, alone = segment_text(text, spec.manner), Routing(nothing_kept, self._engine.synthesize)
        frames = render(script, spec, alone, segments_ahead=2)
        return b"".join([frame.data async for frame in frames if isinstance(frame, Bytes)])


class Server:
    """A voice of any server that speaks OpenAI's `POST /v1/audio/speech`. Raises OSError."""

    def __init__(self, url: str, voice: str, model: str, key: str | None = None) -> None:
        self.name = f"{voice} at {url}"
        self._headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        self._url, self._fields = f"{url.rstrip('/')}/v1/audio/speech", {"voice": voice, "model": model}

    def speak(self, text: str) -> Sound:
        body = json.dumps({**self._fields, "input": text, "response_format": "wav"}).encode()
        asked = urllib.request.Request(self._url, body, self._headers)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=TIMEOUT_S) as response:  # noqa: S310
            return decoded(response.read())

    read = speak


class Recorded:
    """Files by the sentence that they hold, as `manifest.json` beside them tells: {text: name of its WAV file}."""

    def __init__(self, folder: Path) -> None:
        self.name, self._folder = folder.name, folder
        self._files: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    def speak(self, text: str) -> Sound:
        """Raises ValueError for a sentence that is not in the manifest."""
        if text not in self._files:
            raise ValueError(f"{self._folder / 'manifest.json'} has no '{text}'")
        return decoded((self._folder / self._files[text]).read_bytes())

    read = speak
