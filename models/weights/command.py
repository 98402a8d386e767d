"""`list`, `pull` and `remove`: what they take, print and exit with."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from models.weights import xtts
from models.weights.arguments import parser
from models.weights.catalogue import PUBLIC, Catalogue
from models.weights.errors import LicenceNotAccepted, Unspeakable, WeightsError
from models.weights.licence import COQUI
from models.weights.offers import Offer, table
from models.weights.piper import PiperVoices
from models.weights.progress import Progress
from models.weights.web import Web
from models.weights.xtts import Xtts

FAILED, REFUSED, INTERRUPTED = 1, 2, 130
"""Exit statuses; the last is 128 and the number of SIGINT, as shells count."""


class Command:
    """One call of the command."""

    def __init__(self, arguments: argparse.Namespace, home: Path, progress: Progress) -> None:
        self._arguments, self._progress = arguments, progress
        self._url: str = arguments.catalogue
        folder: Path | None = arguments.folder
        self._piper = PiperVoices(folder or home / "voices", progress)
        self._xtts = Xtts(folder or home / "weights", progress.say)
        self._web = Web(progress)

    def show(self) -> None:
        offers = [*self._piper_offers(), *self._xtts_offers()]
        if self._arguments.json:
            print(json.dumps([asdict(offer) for offer in offers], indent=1))
            return
        for line in table(offers):
            print(line)

    def pull(self) -> None:
        if self._arguments.id == xtts.ID:
            self._pull_xtts()
            return
        entry = self._catalogue().find(self._arguments.id, [xtts.ID])
        voices = self._piper.pull(entry, self._url, tuple(self._arguments.speaker), self._web)
        for voice in voices:
            print(f"Voice '{voice.id}' is here; licence: {voice.licence}")
        if entry.num_speakers > len(voices):
            print(f"{entry.num_speakers} speakers are in its files: --speaker NAME makes a voice of one.")
        print("A server that runs takes it up when it is started again.")

    def remove(self) -> None:
        if self._arguments.id == xtts.ID:
            self._xtts.remove()
        else:
            self._piper.remove(self._arguments.id)
        print(f"'{self._arguments.id}' is removed.")

    def close(self) -> None:
        self._web.close()

    def _pull_xtts(self) -> None:
        if self._arguments.speaker:
            raise Unspeakable(xtts.ID, "its speakers are no voices of their own; leave --speaker out")
        self._progress.say(str(COQUI))
        if not self._arguments.accept_licence:
            raise LicenceNotAccepted(xtts.ID)
        print(f"'{xtts.ID}' is here: {self._xtts.pull(self._url, self._web)}")

    def _catalogue(self) -> Catalogue:
        return Catalogue(self._url, self._web.read(self._url))

    def _piper_offers(self) -> list[Offer]:
        here, entries = self._piper.installed, self._catalogue().speaking(self._arguments.language)
        return [
            Offer(each.id, (each.language.code,), each.quality, each.size_bytes, each.num_speakers, each.id in here)
            for each in entries
        ]

    def _xtts_offers(self) -> list[Offer]:
        wanted = (self._arguments.language or "").lower().replace("_", "-").split("-")[0]
        speaks = any(not wanted or language.split("-")[0] == wanted for language in xtts.LANGUAGES)
        return [Offer(xtts.ID, xtts.LANGUAGES, None, None, None, self._xtts.installed)] if speaks else []


def main(argv: Sequence[str], home: Path, catalogue_url: str = PUBLIC) -> int:
    """Run one command; returns the process's exit status. Voices are in `home`/voices."""
    arguments = parser(catalogue_url).parse_args(argv)
    progress = Progress(sys.stderr)
    command = Command(arguments, home, progress)
    try:
        {"list": command.show, "pull": command.pull, "remove": command.remove}[arguments.command]()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (WeightsError, OSError) as error:
        progress.say(f"declaim: {told(error)}")
        return REFUSED if isinstance(error, LicenceNotAccepted) else FAILED
    except KeyboardInterrupt:
        progress.say("declaim: interrupted; what has come so far is kept, and the next pull goes on")
        return INTERRUPTED
    finally:
        command.close()
    return 0


def told(error: WeightsError | OSError) -> str:
    """An error for the person at the keyboard; the system's have no remedy of their own."""
    if isinstance(error, WeightsError):
        return str(error)
    where = error.filename or "a file"
    return f"{where} cannot be written or read: {error.strerror}. Put that right, or choose another --folder."
