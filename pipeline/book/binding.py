"""Binding: the chapters of a batch become one audio book, and a manifest that says where each one is."""

import asyncio
import json
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cache.errors import ObjectMissing
from cache.key import content_key
from cache.objects import Objects
from pipeline.batch.files import File, Files
from pipeline.batch.ledger import Ledger, State
from pipeline.batch.record import Audiobook, Outline, Record, Result
from pipeline.book.m4b import M4b, Mark
from pipeline.delivery import AUDIO

CONTENT_TYPE = "audio/mp4"
PIECE_BYTES = 256 * 1024

log = logging.getLogger("ray.serve")


class Bound(NamedTuple):
    """The one file, where it is."""

    key: str
    size_bytes: int
    marks: Sequence[Mark]

    @property
    def duration_s(self) -> float:
        return sum(mark.duration_s for mark in self.marks)


class Binding:
    """The key of a book is made of its chapters', so that the same book is bound once."""

    def __init__(self, objects: Objects, files: Files) -> None:
        self._objects, self._files, self._ledger = objects, files, Ledger(objects)

    async def __call__(self, state: State) -> Audiobook | None:
        """None where a chapter failed or was deleted since: half a book is none. Raises ObjectsUnavailable."""
        outline = state.record.book
        assert outline is not None
        outcomes = [outcome for _, outcome in sorted(state.results.items())]
        if not all(outcome.ok for outcome in outcomes):
            return None
        results = [result async for result in self._ledger.read_results(outcomes)]
        try:
            bound = await self._bound(outline, [str(result.chapter_key) for result in results])
        except ObjectMissing as missing:
            log.warning("the book of batch %s is not bound: %s", state.record.id, missing)
            return None
        manifest = await self._write_manifest(state.record, outline, bound, results)
        return Audiobook(
            key=bound.key, size_bytes=bound.size_bytes, duration_s=bound.duration_s, manifest_file_id=manifest
        )

    async def _bound(self, outline: Outline, keys: list[str]) -> Bound:
        key = f"{AUDIO}book-{content_key({**outline.model_dump(), 'keys': keys})}.m4b"
        try:
            size = (await self._objects.about(key)).size_bytes
            marks = [Mark(**each) for each in json.loads(await self._objects.get(marks_of(key)))]
            return Bound(key, size, marks)
        except ObjectMissing:
            return await self._bind(key, outline, keys)

    async def _bind(self, key: str, outline: Outline, keys: list[str]) -> Bound:
        with tempfile.TemporaryDirectory(prefix="declaim-book-") as folder:
            path, chapter = Path(folder, "book.m4b"), Path(folder, "chapter.aac")
            with M4b(path, outline.title, outline.author) as book:
                for title, chapter_key in zip(outline.chapters, keys, strict=True):
                    await self._download(chapter_key, chapter)
                    await asyncio.to_thread(book.add, title, chapter)
            marks = book.marks
            await self._objects.put(marks_of(key), json.dumps([mark._asdict() for mark in marks]).encode())
            size = await self._upload(path, key, {"format": "m4b", "duration-s": repr(book.duration_s)})
        return Bound(key, size, marks)

    async def _download(self, key: str, path: Path) -> None:
        with path.open("wb") as file:
            async for piece in self._objects.read(key):
                await asyncio.to_thread(file.write, piece)

    async def _upload(self, path: Path, key: str, metadata: dict[str, str]) -> int:
        """Its size in bytes."""
        size = 0
        async with self._objects.upload(CONTENT_TYPE) as upload:
            with path.open("rb") as file:
                while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
                    size += len(piece)
                    await upload.write(piece)
            await upload.complete(key, metadata)
        return size

    async def _write_manifest(self, record: Record, outline: Outline, bound: Bound, results: list[Result]) -> str:
        chapters = [
            {"title": mark.title, "start_s": mark.start_s, "duration_s": mark.duration_s, "custom_id": result.custom_id}
            | {"id": result.body["id"]}
            for mark, result in zip(bound.marks, results, strict=True)
        ]
        about = {"title": outline.title, "author": outline.author, "duration_s": bound.duration_s, "id": bound.key}
        data = json.dumps({**about, "chapters": chapters}, ensure_ascii=False, indent=1).encode()
        file_id = f"file-{record.id.removeprefix('batch_')}-manifest"
        file = File(file_id, f"{record.id}_manifest.json", "batch_output", len(data), record.created_at)
        await self._files.put(file, data)
        return file_id


def marks_of(key: str) -> str:
    """Where the chapters' places are written down."""
    return key.removesuffix(".m4b") + ".json"
