"""The voice files that pull writes, see models/voice.py: one per speaker."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from models.voice import BUILT_IN, Voice, built_in_voices
from models.weights.catalogue import Entry
from models.weights.description import Description
from models.weights.errors import NotOurs
from models.weights.part import digest

MARK = "# Made by `python -m models.weights pull {}`, and deleted by `remove`."
MARKED = re.compile(re.escape(MARK).replace(r"\{\}", r"(\S+)"))
MAX_CHARS = 400
"""Longest segment, in characters: as README.md has it."""


@dataclass(frozen=True, slots=True)
class Source:
    """What voice files are made from."""

    entry: Entry
    description: Description
    licence: str
    sha256: str
    """Of the model."""
    revision: str

    @classmethod
    def read(cls, entry: Entry, description: Description, licence: str, model: Path, json: Path) -> "Source":
        """The revision changes with either file."""
        sha256 = digest(model, "sha256")
        both = hashlib.sha256((sha256 + digest(json, "sha256")).encode())
        return cls(entry, description, licence, sha256, both.hexdigest()[:12])

    def voice(self, speaker: str | None) -> Voice:
        """One speaker's, or the file's default for None."""
        entry = self.entry
        who = "" if speaker is None else f", {speaker}"
        return Voice(
            id=voice_id(entry, self.description, speaker),
            name=f"{entry.name.replace('_', ' ').capitalize()}, {entry.quality}{who}",
            engine="piper",
            model=f"{entry.id}/{entry.id}.onnx",
            sha256=self.sha256,
            revision=self.revision,
            languages=(entry.language.code,),
            speaker=speaker,
            licence=self.licence,
            sample_rate=self.description.audio.sample_rate,
            takes_ipa=self.description.phoneme_type == "espeak",
            gain_db=0,
            max_chars=MAX_CHARS,
        )


def voice_id(entry: Entry, description: Description, speaker: str | None) -> str:
    """Names that an id cannot hold give way to the speaker's number."""
    if speaker is None:
        return entry.id
    named = f"{entry.id}-{speaker}"
    if re.fullmatch("[A-Za-z0-9._-]{1,64}", named):
        return named
    return f"{entry.id}-speaker{description.speaker_id_map[speaker]}"


def write(folder: Path, entry_id: str, voice: Voice) -> None:
    """Whole or not at all. One of the same revision stays as it is: its gain may have been set since."""
    path = folder / f"{voice.id}.yaml"
    if _fields(path).get("revision") == voice.revision:
        return
    text = yaml.safe_dump(voice.model_dump(mode="json", exclude_unset=True, exclude_none=True), sort_keys=False)
    part = path.with_name(f".{path.name}.part")
    part.write_text(f"{MARK.format(entry_id)}\n{text}", encoding="utf-8")
    part.replace(path)


def made(folder: Path) -> dict[str, list[Path]]:
    """The voice files that pull made in `folder`, by the id of the catalogue."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.yaml")):
        with suppress(FileNotFoundError):  # another pull or removal was faster
            if mark := MARKED.match(path.read_text(encoding="utf-8", errors="replace")):
                found.setdefault(mark[1], []).append(path)
    return found


def spoken(paths: Iterable[Path]) -> list[str | None]:
    """Whose voice files those are."""
    return [_fields(path).get("speaker") for path in paths]


def check_free(folder: Path, entry_id: str, ids: set[str]) -> None:
    """Raise NotOurs when another voice has one of the ids: two of one id stop the server."""
    ours = made(folder).get(entry_id, [])
    others = {
        path: {path.stem, str(_fields(path).get("id"))} for path in sorted(folder.glob("*.yaml")) if path not in ours
    }
    built_in = {BUILT_IN / f"{voice.id}.yaml": {voice.id} for voice in built_in_voices()}
    for path, names in (others | built_in).items():
        if taken := ids & names:
            raise NotOurs(str(path), f"give it another name and id than {taken.pop()}, or delete it")


def check_unused(folder: Path, entry_id: str) -> None:
    """Raise NotOurs when somebody's own voice file speaks with what pull fetched for the entry."""
    ours = made(folder).get(entry_id, [])
    for path in sorted(folder.glob("*.yaml")):
        if path not in ours and str(_fields(path).get("model")).startswith(f"{entry_id}/"):
            raise NotOurs(str(path), f"it speaks with files of {entry_id}: delete it first")


def _fields(path: Path) -> dict[str, str]:
    """Nothing where there is no voice file; the server will say what is wrong with it."""
    try:
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return fields if isinstance(fields, dict) else {}
