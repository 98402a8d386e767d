"""Retention: finished audio, files and batches go when they are old, and the oldest audio when there is too much."""

import time
from collections.abc import Callable, Mapping

from cache.objects import Listed, Objects
from pipeline.batch.files import FILES, Files, key_of
from pipeline.batch.ledger import ENDS, Ledger, named
from pipeline.delivery import AUDIO


class Retention:
    """`clock` gives Unix time."""

    def __init__(
        self, objects: Objects, keep_s: float, keep_bytes: int | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._objects, self._keep_s, self._keep_bytes, self._clock = objects, keep_s, keep_bytes, clock
        self._files, self._ledger = Files(objects, clock), Ledger(objects)

    async def sweep(self) -> None:
        """Once. Raises ObjectsUnavailable."""
        await self._sweep_audio()
        await self._sweep_files()
        for batch in named(self._old(await self._objects.list(ENDS))):
            await self._ledger.delete(batch)

    def _old(self, listed: Mapping[str, Listed]) -> list[str]:
        return [key for key, each in listed.items() if each.modified_s < self._clock() - self._keep_s]

    async def _sweep_audio(self) -> None:
        listed = await self._objects.list(AUDIO)
        for key in self._old(listed):
            await self._objects.delete(key)
            del listed[key]
        if self._keep_bytes is None:
            return
        held = sum(each.size_bytes for each in listed.values())
        for key in sorted(listed, key=lambda key: listed[key].modified_s):
            if held <= self._keep_bytes:
                return
            await self._objects.delete(key)
            held -= listed[key].size_bytes

    async def _sweep_files(self) -> None:
        listed = await self._objects.list(FILES)
        old = set(self._old(listed))
        there = {key_of(file.id) for file in await self._files.several([key.removeprefix(FILES) for key in listed])}
        for key in listed:
            if key in old or key not in there:
                await self._objects.delete(key)
