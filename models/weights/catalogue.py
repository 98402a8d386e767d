"""The catalogue of Piper voices: `voices.json` of https://huggingface.co/rhasspy/piper-voices, or of a mirror."""

import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import quote, urljoin

import langcodes
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from models.weights.errors import BadCatalogue, UnknownWeights
from models.weights.web import Remote

PUBLIC = "https://huggingface.co/rhasspy/piper-voices/resolve/main/voices.json"

CARD = "MODEL_CARD"


def plain(key: str) -> str:
    """Without accents: ids and file names have none, and there is a pt_PT-tugão-medium."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", key) if not unicodedata.combining(mark))


def tag(code: str) -> str:
    """`en_US` as a BCP-47 tag in lower case, as voice files write them."""
    wanted = code.lower().replace("_", "-")
    if not langcodes.tag_is_valid(wanted):
        raise ValueError(f"{code} is no language")
    return wanted


class Spoken(BaseModel):
    code: Annotated[str, AfterValidator(tag)]
    """BCP-47, `en-us`."""
    name_english: str = ""


class File(BaseModel):
    size_bytes: int = Field(ge=0)
    md5_digest: str = Field(pattern="^[0-9a-f]{32}$")


class Entry(BaseModel):
    """One voice of the catalogue, as far as it is read here."""

    id: Annotated[str, BeforeValidator(plain), Field(alias="key", pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    name: str
    language: Spoken
    quality: str
    num_speakers: int = 1
    files: dict[str, File]
    """By their path from the catalogue."""
    aliases: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Of all its files."""
        return sum(file.size_bytes for file in self.files.values())

    def remotes(self, catalogue_url: str) -> dict[str, Remote]:
        """Its files by the names that they get here, the small ones first. Raises BadCatalogue when one lacks."""
        endings = {f"{self.id}.onnx.json": ".onnx.json", CARD: f"/{CARD}", f"{self.id}.onnx": ".onnx"}
        found = {name: self._remote(ending, catalogue_url) for name, ending in endings.items()}
        if missing := [name for name, remote in found.items() if remote is None and name != CARD]:
            raise BadCatalogue(catalogue_url, f"voice {self.id} lacks {' and '.join(missing)}")
        return {name: remote for name, remote in found.items() if remote is not None}

    def _remote(self, ending: str, catalogue_url: str) -> Remote | None:
        for path, file in self.files.items():
            if f"/{path}".endswith(ending):
                return Remote(urljoin(catalogue_url, ".") + quote(path), file.size_bytes, file.md5_digest)
        return None


class Catalogue:
    """What may be pulled: every entry that can be read. Raises BadCatalogue when none can."""

    def __init__(self, url: str, data: bytes) -> None:
        self._by_id: dict[str, Entry] = {}
        first: ValidationError | None = None
        for raw in _raw(url, data).values():
            try:
                entry = Entry.model_validate(raw)
                self._by_id[entry.id] = entry
            except ValidationError as error:
                first = first or error
        if first and not self._by_id:
            raise BadCatalogue(url, _complaint(first))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_id.values())

    def speaking(self, language: str | None) -> list[Entry]:
        """Those of a language (`de`), or of it as it is spoken in one country (`de_AT`, `de-at`); None: all."""
        wanted = "" if language is None else language.lower().replace("_", "-")
        return [entry for entry in self if not wanted or f"{entry.language.code}-".startswith(f"{wanted}-")]

    def find(self, name: str, others: Iterable[str] = ()) -> Entry:
        """By id, key or alias. Raises UnknownWeights naming the nearest, `others` among them."""
        for entry in self:
            if plain(name) in (entry.id, *entry.aliases):
                return entry
        raise UnknownWeights(name, "in the catalogue", nearest(name, [*self._by_id, *others]))


def _raw(url: str, data: bytes) -> dict[str, object]:
    try:
        return TypeAdapter(dict[str, object]).validate_json(data)
    except ValidationError as error:
        raise BadCatalogue(url, _complaint(error)) from None


def _complaint(error: ValidationError) -> str:
    first = error.errors()[0]
    return ": ".join([*map(str, first["loc"]), first["msg"]])


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those that might have been meant, the likeliest first; a part of a name counts as much as one misspelt."""
    names = list(names)
    parts = [each for each in names if name.lower() in each.lower()]
    return tuple(dict.fromkeys([*get_close_matches(name, names), *parts]))[:3]
