"""What the client for asyncio does with files and batches; `batch_calls` is its twin."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from os import PathLike
from pathlib import Path
from typing import Unpack

from declaim.batches import (
    BATCHES,
    EVERY_S,
    Batch,
    BatchOptions,
    batch_path,
    named,
    page_path,
    read_batch,
    read_page,
    submission,
)
from declaim.deliveries import download_request, link_request, read_link
from declaim.errors import Unauthorized
from declaim.fetching import AT_ONCE, Download, book_download, item_downloads, made_folder, read_title
from declaim.files import Content, File, content_path, read_file, upload_request
from declaim.results import Result, read_results, result_files
from declaim.retries import WATCHING_RETRIES
from declaim.saving import save_async
from declaim.sending import AsyncSender


class AsyncBatchCalls:
    """Every method raises any DeclaimError."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def upload_file(self, content: Content, filename: str | None = None) -> File:
        """Upload a file for a batch, by its path or what is in it; sent once; raises OSError too."""
        with upload_request(self._sender.http, content, filename) as request:
            return read_file(await self._sender.once(request))

    async def submit(self, source: str | PathLike[str] | bytes, **options: Unpack[BatchOptions]) -> Batch:
        """Have many texts spoken, or a book: a Path is a file, bytes are what is in one, a str is the text itself.

        Sent once, as the first try may have done it; raises OSError too.
        """
        asked = submission(options)
        file = await self.upload_file(*named(source))
        body = {**asked, "input_file_id": file.id}
        return read_batch(await self._sender.once(self._sender.http.build_request("POST", BATCHES, json=body)))

    async def batch(self, batch_id: str) -> Batch:
        """How far it is."""
        return read_batch(await self._sender.get(batch_path(batch_id)))

    async def batches(self) -> AsyncIterator[Batch]:
        """All of them, the newest first."""
        after = None
        while True:
            found, after = read_page(await self._sender.get(page_path(after)))
            for batch in found:
                yield batch
            if after is None:
                return

    async def cancel_batch(self, batch_id: str) -> Batch:
        """What is done by then can be fetched."""
        request = self._sender.http.build_request("POST", f"{batch_path(batch_id)}/cancel")
        return read_batch(await self._sender.ask(request))

    async def watch(self, batch_id: str, every_s: float = EVERY_S) -> AsyncIterator[Batch]:
        """The batch every `every_s` seconds, until it has ended; a server that goes away for a minute is waited for."""
        batch = await self.batch(batch_id)
        while not batch.ended:
            yield batch
            await self._sender.sleep(every_s)
            batch = read_batch(await self._sender.get(batch_path(batch_id), WATCHING_RETRIES))
        yield batch

    async def results(self, batch: Batch) -> AsyncIterator[Result]:
        """What became of its items, once it has ended: first of those that were spoken, then of the others."""
        for file_id in result_files(batch):
            for result in read_results(await self._sender.get(content_path(file_id))):
                yield result

    async def fetch(self, batch: Batch, folder: str | PathLike[str]) -> list[Path]:
        """Download all of its audio into a folder: each item under its `custom_id`, a book under its title.

        What is there already is left alone. Raises OSError too.
        """
        place = made_folder(folder)
        downloads = item_downloads(place, [result async for result in self.results(batch)])
        if batch.book:
            title = read_title(await self._sender.get(content_path(batch.book.manifest_file_id)))
            downloads.append(book_download(place, batch.book, title))
        await self._fetch_all(iter(downloads))
        return [download.path for download in downloads]

    async def download(self, url: str, path: str | PathLike[str]) -> None:
        """Write what a link leads to to `path`, which appears when it is whole; raises OSError too."""
        request = download_request(self._sender.http, url)
        await self._sender.send(request, lambda response: save_async(response, Path(path)))

    async def download_object(self, key: str, url: str, path: str | PathLike[str]) -> None:
        """Download finished audio by its link, or by a new one where that has expired; raises OSError too."""
        try:
            await self.download(url, path)
        except Unauthorized:
            link = read_link(await self._sender.ask(link_request(self._sender.http, key)))
            await self.download(link, path)

    async def _fetch_all(self, downloads: Iterator[Download]) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(AT_ONCE):
                    tasks.create_task(self._fetch_some(downloads))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _fetch_some(self, downloads: Iterator[Download]) -> None:
        """Until there are no more; all who do so share the iterator."""
        for download in downloads:
            if not download.is_there:
                await self.download_object(download.id, download.url, download.path)
