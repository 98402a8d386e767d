"""Piper voices: pulled from the catalogue, and removed."""

from collections.abc import Mapping
from pathlib import Path

from models.voice import Voice
from models.weights import voice_file
from models.weights.catalogue import CARD, Entry, nearest, plain
from models.weights.description import Description, describe, speakers
from models.weights.errors import UnknownWeights
from models.weights.licence import SEE, of_card
from models.weights.place import LOCK, Place
from models.weights.progress import Progress
from models.weights.voice_file import Source
from models.weights.web import Web


class PiperVoices:
    """Those that pull keeps in `folder`, beside voice files of somebody's own."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self._folder, self._progress = folder, progress

    @property
    def installed(self) -> set[str]:
        """By the catalogue's ids."""
        return set(voice_file.made(self._folder))

    def pull(self, entry: Entry, catalogue_url: str, asked: tuple[str, ...], web: Web) -> list[Voice]:
        """Its voices, when they are wholly there: files fetched and checked, then named, voice files written last.

        `asked` names speakers, see `speakers`. Raises WeightsError, OSError; a voice that was there before stays so.
        """
        place, remotes = Place(self._folder / entry.id), entry.remotes(catalogue_url)
        model, json = f"{entry.id}.onnx", f"{entry.id}.onnx.json"
        with place.held(self._progress.say):
            # What can be refused is refused before the model comes, which is large.
            description = describe(entry.id, place.obtain(web, json, remotes[json]))
            chosen = self._chosen(entry, description, asked)
            paths = {name: place.obtain(web, name, remote) for name, remote in remotes.items()}
            source = Source.read(entry, description, _licence(paths), paths[model], paths[json])
            voices = [source.voice(speaker) for speaker in chosen]
            self._settle(place, paths, entry.id, voices)
        return voices

    def remove(self, name: str) -> str:
        """Delete what pull made, and nothing else. Returns its id.

        Raises UnknownWeights naming the nearest, and NotOurs when somebody's own voice file needs it.
        """
        entry_id, here = plain(name), [lock.parent.name for lock in self._folder.glob(f"*/{LOCK}")]
        if entry_id not in here:
            raise UnknownWeights(name, "among what was pulled here", nearest(name, here))
        place = Place(self._folder / entry_id)
        with place.held(self._progress.say):
            voice_file.check_unused(self._folder, entry_id)
            self._unlink(entry_id)
            place.clear((f"{entry_id}.onnx", f"{entry_id}.onnx.json", CARD))
        return entry_id

    def _chosen(self, entry: Entry, description: Description, asked: tuple[str, ...]) -> list[str | None]:
        """Those of an earlier pull, and who is wanted now. Raises Unspeakable, NotOurs."""
        before = voice_file.spoken(voice_file.made(self._folder).get(entry.id, []))
        kept = [speaker for speaker in before if speaker is None or speaker in description.speaker_id_map]
        chosen = list(dict.fromkeys([*kept, *speakers(entry.id, description, asked)]))
        ids = {voice_file.voice_id(entry, description, speaker) for speaker in chosen}
        voice_file.check_free(self._folder, entry.id, ids)
        return chosen

    def _settle(self, place: Place, paths: Mapping[str, Path], entry_id: str, voices: list[Voice]) -> None:
        # Never a voice file beside files that are not its own.
        if place.unsettled(paths):
            self._unlink(entry_id)
            place.settle(paths)
        for voice in voices:
            voice_file.write(self._folder, entry_id, voice)

    def _unlink(self, entry_id: str) -> None:
        for path in voice_file.made(self._folder).get(entry_id, []):
            path.unlink()


def _licence(paths: Mapping[str, Path]) -> str:
    return of_card(paths[CARD].read_text(encoding="utf-8", errors="replace")) if CARD in paths else SEE
