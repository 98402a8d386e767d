"""Clips: what cloned voices are taken from, as files of this node, because engines know no object store."""

import asyncio
import hashlib
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from cache.errors import CacheError
from cache.objects import Objects
from models.errors import EngineUnavailable
from models.voice import Voice

UNUSED_S = 24 * 3600
"""After which a copy is deleted when the next one is made: its voice may be gone."""


class Clips:
    """Copies of clips in `folder`, each under its own checksum, fetched when they are first needed."""

    def __init__(self, objects: Objects, folder: Path) -> None:
        self._objects, self._folder = objects, folder

    async def local(self, voice: Voice) -> Voice:
        """The voice with its reference as a path. Raises EngineUnavailable when the clip cannot be had as it was."""
        if voice.reference is None or voice.reference_sha256 is None or Path(voice.reference).is_absolute():
            return voice
        path = self._folder / f"{voice.reference_sha256}.flac"
        try:
            os.utime(path)
        except OSError:
            await self._fetch(voice, voice.reference, path)
        return voice.model_copy(update={"reference": str(path)})

    async def _fetch(self, voice: Voice, key: str, path: Path) -> None:
        try:
            data = await self._objects.get(key)
            if hashlib.sha256(data).hexdigest() != voice.reference_sha256:
                raise EngineUnavailable(
                    voice.engine, f"the clip of voice '{voice.id}' is not the one it was made with."
                )
            await asyncio.to_thread(self._keep, data, path)
        except (CacheError, OSError) as error:
            raise EngineUnavailable(voice.engine, f"the clip of voice '{voice.id}' cannot be had: {error}") from None

    def _keep(self, data: bytes, path: Path) -> None:
        """Whole or not at all: other replicas of this node look for it too."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        part = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _sweep(self) -> None:
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > UNUSED_S:
                    path.unlink()
