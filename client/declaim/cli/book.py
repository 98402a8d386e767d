"""`declaim say FILE --out book.m4b`: a book, which is spoken as a batch and becomes one file."""

import argparse
from pathlib import Path

from declaim.cli.complaint import Complaint
from declaim.cli.outcome import report
from declaim.cli.progress import clock_time
from declaim.cli.server_options import chosen_server
from declaim.cli.speech_options import chosen_speech
from declaim.cli.text import is_file, text_of
from declaim.cli.watching import watched

SUFFIX = ".m4b"

READ_BY_THE_SERVER = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub"})


def say_book(arguments: argparse.Namespace) -> int:
    """Submit it, wait for it and save it; raises Complaint, DeclaimError and OSError."""
    out = Path(arguments.out)
    if not out.resolve().parent.is_dir():  # told now, and not when all of it is spoken
        raise Complaint(f"--out {out}: there is no such folder")
    with chosen_server(arguments) as client:
        submitted = client.submit(source_of(arguments.source), **chosen_speech(arguments))
        batch = submitted if submitted.ended else watched(client, submitted.id)
        code = report(client, batch)
        if batch.book is None:
            raise Complaint(f"{batch.id} made no book; `declaim batch fetch {batch.id}` gets the chapters there are")
        client.download_object(batch.book.id, batch.book.url, out)
    print(f"{out}: {batch.book.bytes:,} bytes, {clock_time(batch.book.duration_s)} of audio")
    return code


def source_of(source: str) -> Path | str:
    """A file that the server can read as it is, or a text; raises Complaint and OSError."""
    path = Path(source)
    return path if path.suffix.lower() in READ_BY_THE_SERVER and is_file(path) else text_of(source)
