"""What the client does with files and batches; `async_batch_calls` is its twin."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
from declaim.saving import save
from declaim.sending import Sender


class BatchCalls:
    """Every method raises any DeclaimError."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def upload_file(self, content: Content, filename: str | None = None) -> File:
        """Upload a file for a batch, by its path or what is in it; sent once; raises OSError too."""
        with upload_request(self._sender.http, content, filename) as request:
            return read_file(self._sender.once(request))

    def submit(self, source: str | PathLike[str] | bytes, **options: Unpack[BatchOptions]) -> Batch:
        """Have many texts spoken, or a book: a Path is a file, bytes are what is in one, a str is the text itself.

        Sent once, as the first try may have done it; raises OSError too.
        """
        asked = submission(options)
        file = self.upload_file(*named(source))
        body = {**asked, "input_file_id": file.id}
        return read_batch(self._sender.once(self._sender.http.build_request("POST", BATCHES, json=body)))

    def batch(self, batch_id: str) -> Batch:
        """How far it is."""
        return read_batch(self._sender.get(batch_path(batch_id)))

    def batches(self) -> Iterator[Batch]:
        """All of them, the newest first."""
        after = None
        while True:
            found, after = read_page(self._sender.get(page_path(after)))
            yield from found
            if after is None:
                return

    def cancel_batch(self, batch_id: str) -> Batch:
        """What is done by then can be fetched."""
        request = self._sender.http.build_request("POST", f"{batch_path(batch_id)}/cancel")
        return read_batch(self._sender.ask(request))

    def watch(self, batch_id: str, every_s: float = EVERY_S) -> Iterator[Batch]:
        """The batch every `every_s` seconds, until it has ended; a server that goes away for a minute is waited for."""
        batch = self.batch(batch_id)
        while not batch.ended:
            yield batch
            self._sender.sleep(every_s)
            batch = read_batch(self._sender.get(batch_path(batch_id), WATCHING_RETRIES))
        yield batch

    def results(self, batch: Batch) -> Iterator[Result]:
        """What became of its items, once it has ended: first of those that were spoken, then of the others."""
        for file_id in result_files(batch):
            yield from read_results(self._sender.get(content_path(file_id)))

    def fetch(self, batch: Batch, folder: str | PathLike[str]) -> list[Path]:
        """Download all of its audio into a folder: each item under its `custom_id`, a book under its title.

        What is there already is left alone. Raises OSError too.
        """
        place = made_folder(folder)
        downloads = item_downloads(place, self.results(batch))
        if batch.book:
            title = read_title(self._sender.get(content_path(batch.book.manifest_file_id)))
            downloads.append(book_download(place, batch.book, title))
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(self._fetch, downloads))

    def download(self, url: str, path: str | PathLike[str]) -> None:
        """Write what a link leads to to `path`, which appears when it is whole; raises OSError too."""
        self._sender.send(download_request(self._sender.http, url), lambda response: save(response, Path(path)))

    def download_object(self, key: str, url: str, path: str | PathLike[str]) -> None:
        """Download finished audio by its link, or by a new one where that has expired; raises OSError too."""
        try:
            self.download(url, path)
        except Unauthorized:
            link = read_link(self._sender.ask(link_request(self._sender.http, key)))
            self.download(link, path)

    def _fetch(self, download: Download) -> Path:
        if not download.is_there:
            self.download_object(download.id, download.url, download.path)
        return download.path
