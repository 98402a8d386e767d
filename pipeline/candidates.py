"""Candidates: who may speak a line, the voice that was asked for and those that can stand in for it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.voice import Voice
from pipeline.spec import RenderSpec

CHAIN = ("triton", "xtts", "vits", "piper", "espeak")
"""From the richest engine to the one that always speaks; a voice that names no fallback has those behind its own."""


class Candidates:
    """Among these voices."""

    def __init__(self, voices: Iterable[Voice]) -> None:
        self._voices = tuple(voices)
        self._by_language: dict[str, list[Voice]] = {}

    def of(self, spec: RenderSpec) -> list[RenderSpec]:
        """The render as each voice that may speak for it would have it, the one that was asked for first."""
        return [spec, *(as_spoken_by(voice, spec) for voice in self._stand_ins(spec))]

    def _stand_ins(self, spec: RenderSpec) -> Iterator[Voice]:
        if spec.fallback == "never":
            return
        speaking = self._speaking(spec.language)
        if spec.voice.fallback is not None:
            by_id = {voice.id: voice for voice in speaking}
            yield from (by_id[name] for name in spec.voice.fallback if name in by_id)
        elif spec.voice.engine in CHAIN:
            for engine in CHAIN[CHAIN.index(spec.voice.engine) + 1 :]:
                yield from [voice for voice in speaking if voice.engine == engine][:1]

    def _speaking(self, language: str) -> list[Voice]:
        """Remembered, for finding the nearest language takes up to half a millisecond per voice."""
        if language not in self._by_language:
            self._by_language[language] = [voice for voice in self._voices if voice.speaks(language)]
        return self._by_language[language]


def as_spoken_by(voice: Voice, spec: RenderSpec) -> RenderSpec:
    return replace(spec, voice=voice, language=voice.language(spec.language))
