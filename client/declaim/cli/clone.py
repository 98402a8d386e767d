"""`declaim clone`: a recording becomes a voice."""

import argparse

from declaim.cli.server_options import add_server_options, chosen_server


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("clone", help="clone the voice of a recording")
    command.add_argument("name", metavar="NAME", help="for people; the voice's id is made of it")
    command.add_argument("sample", metavar="FILE", help="3 to 60 s of one person's speech, in any audio format")
    command.add_argument(
        "--consent", action="store_true", required=True, help="that person agrees to having this voice cloned"
    )
    add_server_options(command)
    command.set_defaults(run=clone)


def clone(arguments: argparse.Namespace) -> int:
    """Tell the voice's id; raises DeclaimError and OSError."""
    with chosen_server(arguments) as client:
        voice = client.clone(arguments.name, arguments.sample, consent=arguments.consent)
    print(f'{voice.id}: cloned; try: declaim say --voice {voice.id} "Hello."')
    return 0
