"""Clones: cloned voices, in the object store. What is below `voices/` there is the whole register of them.

A voice is two objects, the clip and then the voice file, whose creation decides who has the name. No object is ever
changed, and there is none that lists the others: replicas need not agree on anything.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import Literal

import yaml

from cache.errors import CacheError, InvalidKey, ObjectExists, ObjectMissing
from cache.objects import Objects
from models.voice import Voice, parse_voice
from pipeline.errors import CloneNotFound, NameTaken

log = logging.getLogger("ray.serve")

VOICES, CLIPS = "voices/", "clips/"
"""Where they are in the store."""


Look = Literal["ok", "failed"]
"""Whether the store answered."""


def untold(_: Look) -> None:
    """Nobody hears it."""


class Clones:
    """`voices` are those that were there at the last look; `observe` hears of each. For one event loop."""

    def __init__(self, objects: Objects, observe: Callable[[Look], None] = untold) -> None:
        self._observe = observe
        self.voices: tuple[Voice, ...] = ()
        self._objects = objects
        self._seen: dict[str, tuple[str, Voice | None]] = {}
        """By key: the object's tag, and the voice if it is one."""
        self._looking = asyncio.Lock()
        self._order = count(1)
        self._last_look = 0
        self._away = False
        self._working: set[asyncio.Task[None]] = set()

    async def look(self) -> None:
        """See which there are now. While the store is away, those that were there stay.

        Who comes while somebody looks waits for a look that begins later, with all others who do.
        """
        came = next(self._order)
        async with self._looking:
            if self._last_look > came:
                return
            self._last_look = next(self._order)
            try:
                self._seen = await self._read()
            except CacheError as error:
                self._tell(away=True, reason=str(error))
                return
            self._tell(away=False)
            self.voices = tuple(voice for _, voice in self._seen.values() if voice is not None)

    async def add(self, voice: Voice, clip: bytes) -> None:
        """Keep the clip under the voice's reference, then the voice. Raises NameTaken, ObjectsUnavailable."""
        await self._to_its_end(self._add(voice, clip))

    async def remove(self, voice_id: str) -> None:
        """Its clip too. Raises CloneNotFound, ObjectsUnavailable."""
        await self._to_its_end(self._remove(voice_id))

    async def _read(self) -> dict[str, tuple[str, Voice | None]]:
        found = {}
        for key, listed in (await self._objects.list(VOICES)).items():
            before = self._seen.get(key)
            found[key] = before if before and before[0] == listed.tag else (listed.tag, await self._voice(key))
        return found

    async def _voice(self, key: str) -> Voice | None:
        try:
            voice = parse_voice(await self._objects.get(key))
        except ObjectMissing:
            return None  # deleted since
        except ValueError as error:
            log.warning("%s in the object store is no voice: %s", key, error)
            return None
        return voice if key_of(voice.id) == key else None

    def _tell(self, *, away: bool, reason: str = "") -> None:
        """Whoever observes, and the log, once, when it changes."""
        self._observe("failed" if away else "ok")
        if away != self._away:
            log.warning(
                "cloned voices stay as they were known: %s" if away else "cloned voices are known again%s", reason
            )
        self._away = away

    async def _to_its_end(self, work: Coroutine[None, None, None]) -> None:
        """Even if whoever asked for it goes: half of it would leave a voice without a clip."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        await asyncio.shield(task)

    async def _add(self, voice: Voice, clip: bytes) -> None:
        assert voice.reference is not None, "a cloned voice has a clip"
        await self._objects.put(voice.reference, clip)
        try:
            await self._objects.create(key_of(voice.id), stored(voice))
        except ObjectExists:
            await self._objects.delete(voice.reference)
            raise NameTaken(voice.id) from None

    async def _remove(self, voice_id: str) -> None:
        key = key_of(voice_id)
        try:
            data = await self._objects.get(key)
        except (ObjectMissing, InvalidKey):
            raise CloneNotFound(voice_id) from None
        await self._objects.delete(key)
        with suppress(ValueError):  # no voice, and so no clip that is known
            await self._objects.delete(parse_voice(data).reference or key)


def key_of(voice_id: str) -> str:
    return f"{VOICES}{voice_id}.yaml"


def new_reference(voice_id: str) -> str:
    """A key for a clip that no other voice has, so that the clip can be deleted with its voice."""
    return f"{CLIPS}{voice_id}-{secrets.token_hex(8)}.flac"


def stored(voice: Voice) -> bytes:
    """A voice file, see models/voice.py."""
    fields = voice.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    made = f"# Cloned {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC from a recording that was sent with consent.\n"
    return made.encode() + yaml.safe_dump(fields, sort_keys=False, allow_unicode=True).encode()
