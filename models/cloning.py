"""Cloning: which engines speak like somebody in a clip, and what a voice is that they do so with."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.errors import CannotClone
from models.voice import Voice
from models.weights.xtts import LANGUAGES, MAX_CHARS

LONGEST_ID = 64
"""Characters, as Voice.id has it."""


@dataclass(frozen=True, slots=True)
class Cloning:
    """What is alike in all cloned voices of an engine; the fields are those of Voice."""

    languages: tuple[str, ...]
    licence: str
    max_chars: int
    max_chars_in: Mapping[str, int] = field(default_factory=dict)
    sample_rate: int = 24_000
    gain_db: float = 0
    """The clips are at -20 LUFS already."""


CLONING = {
    "xtts": Cloning(LANGUAGES, "LicenseRef-CPML", 200, MAX_CHARS),
    "fake": Cloning(("en-us", "de"), "Apache-2.0", 400),
}
"""Engines that clone, the best first."""


def cloning_engine(switched_on: Iterable[str]) -> str:
    """The one that cloned voices are for. Raises CannotClone."""
    engines = set(switched_on)
    for engine in CLONING:
        if engine in engines:
            return engine
    raise CannotClone


def cloned_voice(engine: str, voice_id: str, name: str, reference: str, sha256: str) -> Voice:
    """The voice of the clip with that checksum, which is its revision too: another clip is another sound."""
    cloning = CLONING[engine]
    return Voice(
        id=voice_id,
        name=name,
        engine=engine,
        revision=sha256,
        languages=cloning.languages,
        reference=reference,
        reference_sha256=sha256,
        licence=cloning.licence,
        sample_rate=cloning.sample_rate,
        gain_db=cloning.gain_db,
        max_chars=cloning.max_chars,
        max_chars_in=dict(cloning.max_chars_in),
    )


def id_of(name: str) -> str:
    """What a voice of that name is called in requests and in the store: "Zoë K." is zoe-k. "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-")
