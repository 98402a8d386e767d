"""`declaim batch`: many texts at once, and books: submit, status, watch, cancel, list, fetch."""

import argparse
from collections.abc import Callable
from datetime import datetime

from declaim.batches import Batch
from declaim.cli import fetch, submit
from declaim.cli.outcome import report
from declaim.cli.server_options import add_server_options, chosen_server
from declaim.cli.voices import aligned
from declaim.cli.watching import watched

HEADINGS = ("ID", "STATUS", "ITEMS", "FAILED", "SUBMITTED")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands and their options."""
    batch = commands.add_parser("batch", help="have many texts spoken, or a book")
    verbs = batch.add_subparsers(required=True, metavar="VERB")
    submit.add_to(verbs)
    for name, run, meaning in (
        ("status", status, "how far a batch is"),
        ("watch", watch, "stay until a batch has ended"),
        ("cancel", cancel, "end a batch; what is done by then can be fetched"),
    ):
        _add_verb(verbs, name, run, meaning)
    listing = verbs.add_parser("list", help="all batches, the newest first")
    add_server_options(listing)
    listing.set_defaults(run=show_batches)
    fetch.add_to(verbs)


def status(arguments: argparse.Namespace) -> int:
    """1 if it ended and not all of it was done; raises DeclaimError."""
    with chosen_server(arguments) as client:
        return report(client, client.batch(arguments.batch))


def watch(arguments: argparse.Namespace) -> int:
    """1 unless all of it was done; raises DeclaimError."""
    with chosen_server(arguments) as client:
        return report(client, watched(client, arguments.batch))


def cancel(arguments: argparse.Namespace) -> int:
    """Raises DeclaimError."""
    with chosen_server(arguments) as client:
        batch = client.cancel_batch(arguments.batch)
    print(f"{batch.id}: {batch.status}")
    return 0


def show_batches(arguments: argparse.Namespace) -> int:
    """Print the table; raises DeclaimError."""
    with chosen_server(arguments) as client:
        rows = [HEADINGS, *map(row, client.batches())]
    print("\n".join(aligned(rows)))
    return 0


def row(batch: Batch) -> tuple[str, ...]:
    """A batch's cells, in the order of HEADINGS."""
    counts = batch.request_counts
    submitted = datetime.fromtimestamp(batch.created_at).astimezone()
    items = f"{counts.completed + counts.failed}/{counts.total}"
    return batch.id, batch.status, items, str(counts.failed), f"{submitted:%Y-%m-%d %H:%M}"


def _add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    meaning: str,
) -> None:
    command = verbs.add_parser(name, help=meaning)
    command.add_argument("batch", metavar="ID", help="an id from `declaim batch list`")
    add_server_options(command)
    command.set_defaults(run=run)
