"""`declaim batch submit`: a file of requests, or a book, is handed over to the server."""

import argparse
from pathlib import Path
from typing import get_args

from declaim.batches import BatchOptions, InputFormat, Priority, Webhook
from declaim.cli.complaint import Complaint
from declaim.cli.outcome import report
from declaim.cli.server_options import add_server_options, chosen_server
from declaim.cli.speech_options import add_format, add_speech_options, chosen_speech
from declaim.cli.watching import watched


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("submit", help="have the texts of a file spoken, or a book")
    command.add_argument("file", metavar="FILE", help="requests (.jsonl), or a book (.txt, .md, .html, .epub)")
    command.add_argument("--input-format", choices=get_args(InputFormat), help="default: by the file's name")
    add_speech_options(command)
    add_format(command, "mp3")
    command.add_argument("--model", help="an engine's name")
    command.add_argument("--priority", choices=get_args(Priority), help="default: normal")
    command.add_argument("--window", metavar="TIME", help="such as 90m or 7d; what is not done by then expires")
    command.add_argument("--webhook", metavar="URL", help="who is told when it has ended")
    command.add_argument("--webhook-secret", metavar="SECRET", help="what the message is signed with: whsec_...")
    command.add_argument("--metadata", metavar="KEY=VALUE", action="append", default=[], help="may be given often")
    command.add_argument("--watch", action="store_true", help="stay until it has ended")
    add_server_options(command)
    command.set_defaults(run=submit)


def submit(arguments: argparse.Namespace) -> int:
    """Tell the batch's id; raises Complaint, DeclaimError and OSError."""
    options = options_of(arguments)
    with chosen_server(arguments) as client:
        batch = client.submit(Path(arguments.file), **options)
        if batch.ended:
            return report(client, batch)
        items, characters = batch.request_counts.total, batch.progress.total_characters
        print(f"{batch.id}: {items} items, {characters:,} characters; see `declaim batch watch {batch.id}`", flush=True)
        return report(client, watched(client, batch.id)) if arguments.watch else 0


def options_of(arguments: argparse.Namespace) -> BatchOptions:
    """Raises Complaint."""
    return {
        **chosen_speech(arguments),
        "model": arguments.model,
        "input_format": arguments.input_format,
        "priority": arguments.priority,
        "completion_window": arguments.window,
        "metadata": metadata_of(arguments.metadata),
        "webhook": webhook_of(arguments.webhook, arguments.webhook_secret),
    }


def webhook_of(url: str | None, secret: str | None) -> Webhook | None:
    """Raises Complaint."""
    if bool(url) != bool(secret):
        raise Complaint("--webhook and --webhook-secret go together: messages are signed")
    return Webhook(url=url, secret=secret) if url and secret else None


def metadata_of(pairs: list[str]) -> dict[str, str] | None:
    """Raises Complaint."""
    for pair in pairs:
        if "=" not in pair:
            raise Complaint(f"--metadata {pair}: it has to be KEY=VALUE")
    return {key: value for key, _, value in (pair.partition("=") for pair in pairs)} or None
