"""Which server a command talks to."""

import argparse

from declaim.client import Declaim


def add_server_options(command: argparse.ArgumentParser) -> None:
    """Options of every command that talks to a server."""
    command.add_argument("--url", help="the server (default: DECLAIM_URL, or http://127.0.0.1:8000)")
    command.add_argument("--api-key", metavar="KEY", help="default: DECLAIM_API_KEY")


def chosen_server(arguments: argparse.Namespace) -> Declaim:
    """A client for the server that the options name."""
    return Declaim(arguments.url, arguments.api_key)
