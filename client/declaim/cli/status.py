"""`declaim status`: how a running server stands, from its public routes."""

import argparse
import json
import sys
from time import sleep

from declaim.cli.figures_shown import as_json, as_text
from declaim.cli.looking import Look, look
from declaim.cli.server_options import add_server_options

EVERY_S = 4.0
"""Between two looks: twice as long as a server keeps its figures to itself."""

CLEAR = "\x1b[H\x1b[2J"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("status", help="show whether a server is ready, and how fast it speaks")
    add_server_options(command)
    command.add_argument("--watch", action="store_true", help="go on until Ctrl-C")
    command.add_argument("--json", action="store_true", help="an object in one line, for programs")
    command.add_argument(
        "--every", metavar="S", type=float, default=EVERY_S, help="seconds measured (default: %(default)g)"
    )
    command.set_defaults(run=status)


def status(arguments: argparse.Namespace) -> int:
    """Look twice, or again and again, and tell what came in between; 1 when the server is not ready in the end."""
    before = look(arguments.url, arguments.api_key)
    if before.down and not arguments.watch:
        show(before, before, arguments)
        return 1
    while True:
        sleep(arguments.every)
        now = look(arguments.url, arguments.api_key)
        show(before, now, arguments)
        if not arguments.watch:
            return int(bool(now.down or now.not_ready))
        before = now


def show(before: Look, now: Look, arguments: argparse.Namespace) -> None:
    """On a terminal a watched server's figures take the place of those before."""
    if arguments.watch and not arguments.json and sys.stdout.isatty():
        sys.stdout.write(CLEAR)
    print(json.dumps(as_json(before, now)) if arguments.json else as_text(before, now), flush=True)
