"""The `declaim` command: a server's speech and voices, and what is missing on this machine."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from declaim.cli import batch, clone, doctor, say, status, voices
from declaim.cli.complaint import Complaint
from declaim.errors import DeclaimError

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of SIGINT, as shells count."""


class OneLineParser(argparse.ArgumentParser):
    """A parser that complains in one line, as every other error of this command does."""

    def error(self, message: str) -> NoReturn:
        self.exit(1, f"declaim: {message} (see `{self.prog} --help`)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the process's exit code."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except (Complaint, DeclaimError, OSError) as error:
        print(f"declaim: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = OneLineParser(prog="declaim", description="Speak through a Declaim server.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (say, batch, voices, clone, status, doctor):
        command.add_to(commands)
    return parser


def _reader_left() -> int:
    # Python flushes stdout once more at exit, and would complain there a second time.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    print("declaim: whoever read the output closed it", file=sys.stderr)
    return 1
