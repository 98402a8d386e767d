"""`declaim voices`: what the server can speak with, as a table; `declaim voices delete ID`: one voice less."""

import argparse

from declaim.answers import Voice
from declaim.cli.server_options import add_server_options, chosen_server

LANGUAGES_SHOWN = 4

HEADINGS = ("ID", "ENGINE", "LANGUAGES", "NAME")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("voices", help="list the server's voices, or delete a cloned one")
    add_server_options(command)
    command.set_defaults(run=show_voices)
    # Without defaults, or they would take the place of what was said before `delete`.
    delete = command.add_subparsers(metavar="delete").add_parser(
        "delete", help="delete a cloned voice", argument_default=argparse.SUPPRESS
    )
    delete.add_argument("voice", metavar="ID", help="an id from `declaim voices`")
    add_server_options(delete)
    delete.set_defaults(run=delete_voice)


def show_voices(arguments: argparse.Namespace) -> int:
    """Print the table; raises DeclaimError."""
    with chosen_server(arguments) as client:
        rows = [HEADINGS, *(row(voice) for voice in client.voices())]
    print("\n".join(aligned(rows)))
    return 0


def delete_voice(arguments: argparse.Namespace) -> int:
    """Raises DeclaimError."""
    with chosen_server(arguments) as client:
        client.delete_voice(arguments.voice)
    print(f"{arguments.voice}: deleted")
    return 0


def row(voice: Voice) -> tuple[str, ...]:
    """A voice's cells, in the order of HEADINGS."""
    return voice.id, voice.engine, first_languages(voice.languages), voice.name


def first_languages(languages: tuple[str, ...]) -> str:
    """The first few, and how many there are in all when that is more."""
    shown = ", ".join(languages[:LANGUAGES_SHOWN])
    return shown if len(languages) <= LANGUAGES_SHOWN else f"{shown}, ... ({len(languages)})"


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Lines in which each column is as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, cells, widths)).rstrip() for cells in rows]
