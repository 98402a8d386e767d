"""`declaim batch fetch`: a batch's audio, as files of a folder."""

import argparse

from declaim.cli.complaint import Complaint
from declaim.cli.outcome import report
from declaim.cli.server_options import add_server_options, chosen_server


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("fetch", help="download the audio of a batch that has ended")
    command.add_argument("batch", metavar="ID", help="an id from `declaim batch list`")
    command.add_argument("--out", metavar="FOLDER", help="default: the batch's id")
    add_server_options(command)
    command.set_defaults(run=fetch)


def fetch(arguments: argparse.Namespace) -> int:
    """What is there already is left alone; raises Complaint, DeclaimError and OSError."""
    folder = arguments.out or arguments.batch
    with chosen_server(arguments) as client:
        batch = client.batch(arguments.batch)
        if not batch.ended:
            raise Complaint(f"{batch.id} has not ended; `declaim batch watch {batch.id}` shows how far it is")
        files = client.fetch(batch, folder)
        size_bytes = sum(file.stat().st_size for file in files)
        print(f"{folder}: {len(files)} files, {size_bytes:,} bytes", flush=True)
        return report(client, batch)
