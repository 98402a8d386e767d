"""What X.onnx.json says of a Piper voice, before its model is fetched."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from models.weights.catalogue import nearest
from models.weights.errors import Unspeakable

MOST_SPEAKERS = 20
"""Of more, only those that are asked for get a voice each."""


class Audio(BaseModel):
    sample_rate: int
    """Hertz"""


class Description(BaseModel):
    """What voice files repeat of it; models/piper/description.py reads the rest."""

    audio: Audio
    phoneme_type: Literal["espeak", "text"] = "espeak"
    speaker_id_map: dict[str, int] = {}


def describe(voice: str, path: Path) -> Description:
    """Raises Unspeakable when the engine would refuse it."""
    try:
        return Description.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        what = ".".join(map(str, first["loc"])) or "the whole"
        raise Unspeakable(voice, f"its JSON describes nothing that Declaim speaks: {what}: {first['msg']}") from None


def speakers(voice: str, description: Description, asked: tuple[str, ...]) -> tuple[str | None, ...]:
    """Who gets a voice: those asked for, else all of at most 20, else only the file's default (None).

    Raises Unspeakable naming the nearest when there is none of that name.
    """
    known = tuple(description.speaker_id_map)
    for name in asked:
        if name not in known:
            near = nearest(name, known) or known[:MOST_SPEAKERS] or ("none, for it has one voice",)
            raise Unspeakable(voice, f"it has no speaker '{name}'. Speakers: {', '.join(near)}")
    if asked:
        return asked
    return known if 1 < len(known) <= MOST_SPEAKERS else (None,)
