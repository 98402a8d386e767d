"""Voices: what a caller picks. One strict YAML file each."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Self

import langcodes
import yaml
from pydantic import BaseModel, ConfigDict, Field

from models.errors import UnknownVoice, UnsupportedLanguage
from models.lexicon import Lexicon

BUILT_IN = Path(__file__).parent / "voices"


class Voice(BaseModel):
    """One voice, as its YAML file describes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    name: str
    """For people."""
    engine: str
    """A key of `models.loading.ENGINES`."""
    revision: str
    """Declared, not computed: part of every cache key, so change it whenever the voice sounds different."""
    languages: tuple[str, ...] = Field(min_length=1)
    """BCP-47 tags; the first is spoken when the caller names none."""
    speaker: str | None = None
    """Which of the engine's speakers or variants."""
    model: str | None = None
    """The engine's file for this voice, where it needs one: a path, in a voice file one relative to that file."""
    sha256: str | None = Field(None, pattern="^[0-9a-fA-F]{64}$")
    """Of `model`, checked when it is loaded."""
    reference: str | None = None
    """The clip that its speaker is taken from: a path, in a voice file one relative to that file. In a cloned voice it
    is the clip's key in the object store, until the replica that speaks has it as a file."""
    reference_sha256: str | None = Field(None, pattern="^[0-9a-f]{64}$")
    """Of `reference`, checked when it comes from the object store."""
    licence: str
    """SPDX expression of what is needed to make this voice speak."""
    sample_rate: int
    """Hertz; what the engine makes, and what formats without a rule of their own are sent at."""
    gain_db: float = Field(ge=-40, le=40)
    """Decibels that bring its speech to -20 LUFS (ITU-R BS.1770)."""
    max_chars: int = Field(ge=20)
    """Longest segment that the engine may be given, in characters."""
    target_chars: int | None = Field(None, ge=20)
    """Characters that longer sentences are cut down to where they have clauses; none: `max_chars`."""
    fallback: tuple[str, ...] | None = None
    """Ids of voices that speak where this one cannot, in order; none: whichever engine's is next in line."""
    takes_ipa: bool = False
    """Whether its engine reads IPA."""
    lexicon: Lexicon = {}
    """How this voice says words that it would get wrong."""

    def language(self, wanted: str | None) -> str:
        """The voice's own tag that is nearest to what the caller asked for.

        Raises UnsupportedLanguage when none is near (CLDR language distance, by `langcodes`).
        """
        if wanted is None:
            return self.languages[0]
        tag = wanted.lower().replace("_", "-")
        if tag in self.languages:
            return tag
        try:
            # A script or region that is far from all of ours ("zh-TW") does not make another language of it.
            attempts = (tag, langcodes.Language.get(tag).language or "und")
            matches = (langcodes.closest_supported_match(it, list(self.languages), max_distance=10) for it in attempts)
            nearest = next((match for match in matches if match), None)
        except ValueError:
            nearest = None
        if nearest is None:
            raise UnsupportedLanguage(wanted, self.id, self.languages)
        return nearest

    def speaks(self, wanted: str | None) -> bool:
        """Whether it has a language near that one."""
        try:
            self.language(wanted)
        except UnsupportedLanguage:
            return False
        return True


class Voices:
    """The voices of the engines that are switched on, by id. Raises ValueError for two of one id."""

    def __init__(self, voices: list[Voice]) -> None:
        self._by_id = {voice.id: voice for voice in voices}
        if twice := [name for name, times in Counter(voice.id for voice in voices).items() if times > 1]:
            raise ValueError(f"There are several voices called {', '.join(twice)}: give each an id of its own.")

    @classmethod
    def built_in(cls, engines: set[str]) -> Self:
        """Those of the package whose engine is one of `engines`."""
        return cls([voice for voice in built_in_voices() if voice.engine in engines])

    @classmethod
    def known(cls, engines: set[str], folder: Path) -> Self:
        """Those of the package and of the YAML files in `folder`, which need not be there.

        Raises ValueError naming the file that is wrong.
        """
        voices = (*built_in_voices(), *map(read_voice, sorted(folder.glob("*.yaml"))))
        return cls([voice for voice in voices if voice.engine in engines])

    def __getitem__(self, voice_id: str) -> Voice:
        try:
            return self._by_id[voice_id]
        except KeyError:
            raise UnknownVoice(voice_id, tuple(self._by_id)) from None

    def __contains__(self, voice_id: str) -> bool:
        return voice_id in self._by_id

    def __iter__(self) -> Iterator[Voice]:
        return iter(self._by_id.values())


@cache
def built_in_voices() -> tuple[Voice, ...]:
    return tuple(read_voice(path) for path in sorted(BUILT_IN.glob("*.yaml"), key=lambda path: path.stem))


def read_voice(path: Path) -> Voice:
    """One voice file. Raises ValueError naming the file, and the field that is wrong."""
    try:
        voice = Voice.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValueError, OSError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from None
    return voice if voice.model is None else voice.model_copy(update={"model": str(path.parent / voice.model)})
