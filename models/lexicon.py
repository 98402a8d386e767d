"""Lexicon: how words are said that would be read wrongly, as a voice, a request or the settings name them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Self

import langcodes
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

MOST_ENTRIES = 1_000
MOST_CHARS = 200
"""Of a word or phrase, of its respelling and of its IPA."""


def _printable(text: str) -> str:
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs"}:
            code = f"U+{ord(char):04X}"
            raise PydanticCustomError(
                "control_character", "it holds the control character {code}: remove it", {"code": code}
            )
    return text


def _tag(tag: str) -> str:
    try:
        return langcodes.standardize_tag(tag)
    except ValueError:
        raise PydanticCustomError("language", 'it must be a BCP-47 tag such as "en" or "pt-BR"') from None


Phrase = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARS), AfterValidator(_printable)
]


class LexiconEntry(BaseModel):
    """How one word or phrase is said. In JSON and YAML a string alone stands for `say`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    say: Phrase | None = Field(None, description="The respelling, which is read as it stands.")
    ipa: Phrase | None = Field(None, description="For voices whose engine reads IPA; others read `say`.")
    language: Annotated[str, Field(max_length=35), AfterValidator(_tag)] | None = Field(
        None, description="BCP-47 tag of the only language that this holds in: `pt` for all of it, `pt-BR` for one."
    )

    @model_validator(mode="before")
    @classmethod
    def _respelling(cls, given: object) -> object:
        return {"say": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.say is None and self.ipa is None:
            raise PydanticCustomError("lexicon_entry", "an entry needs 'say' or 'ipa'")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": MOST_CHARS}, handler(schema)]}

    def holds_in(self, language: str) -> bool:
        return self.language is None or f"{_canonical(language)}-".startswith(f"{_canonical(self.language)}-")


Lexicon = Annotated[dict[Phrase, LexiconEntry], Field(max_length=MOST_ENTRIES)]
"""By the written word or phrase; one in lower case stands for all its forms."""


@dataclass(frozen=True, slots=True, order=True)
class Saying:
    """One entry of a lexicon, settled for one voice and one language."""

    written: str
    say: str | None
    """None: the word stays as it is written."""
    ipa: str | None


def settled(lexicons: tuple[Mapping[str, LexiconEntry], ...], language: str, *, takes_ipa: bool) -> tuple[Saying, ...]:
    """What holds in `language`, in order; of entries for the same word, that of the first lexicon.

    Without `takes_ipa`, a word that has nothing but IPA is read as if it were in no lexicon.
    """
    found: dict[str, LexiconEntry] = {}
    for lexicon in lexicons:
        found |= {
            written: entry
            for written, entry in lexicon.items()
            if entry.holds_in(language) and not found.keys() & {written, written.lower()}
        }
    sayings = (Saying(written, each.say, each.ipa if takes_ipa else None) for written, each in found.items())
    return tuple(sorted((each for each in sayings if each.say or each.ipa), key=lambda each: each.written))


@lru_cache(1000)
def _canonical(tag: str) -> str:
    """One spelling of a tag: "zh" for "cmn" too."""
    return langcodes.standardize_tag(tag, macro=True).lower()
