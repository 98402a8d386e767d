"""`declaim say`: a text becomes a file, or sound in a pipe."""

import argparse
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, get_args

from declaim.cli.book import SUFFIX, say_book
from declaim.cli.complaint import Complaint
from declaim.cli.server_options import add_server_options, chosen_server
from declaim.cli.speech_options import add_format, add_speech_options, chosen_speech
from declaim.cli.text import text_of
from declaim.requests import Format, SpeechOptions
from declaim.saving import whole_file
from declaim.speech import Speech

FORMATS: dict[str, Format] = {name: name for name in get_args(Format)} | {"ogg": "opus"}
"""Response formats by a file's suffix."""

STDOUT = "-"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its options."""
    command = commands.add_parser("say", help="speak a text to a file")
    command.add_argument("source", metavar="TEXT|FILE|-", help="the text, a file that holds it, or - for stdin")
    command.add_argument(
        "--out",
        metavar="PATH",
        default="speech.mp3",
        help="- is stdout, X.m4b an audio book with chapters (default: %(default)s)",
    )
    add_speech_options(command)
    add_format(command, "from the suffix of --out, or mp3")
    add_server_options(command)
    command.set_defaults(run=say)


def say(arguments: argparse.Namespace) -> int:
    """Receive the speech and report on it in one line; raises Complaint, DeclaimError and OSError."""
    if arguments.out.lower().endswith(SUFFIX):
        return say_book(arguments)
    text, options = text_of(arguments.source), options_of(arguments)
    began_s = time.perf_counter()
    with chosen_server(arguments) as client, sink(arguments.out) as file, client.speak(text, **options) as speech:
        first_byte_s = time.perf_counter() - began_s
        for piece in speech:
            file.write(piece)
            file.flush()  # a player at the other end of a pipe should not wait for a full buffer
    taken_s = time.perf_counter() - began_s
    report = sys.stderr if arguments.out == STDOUT else sys.stdout
    print(summary(arguments.out, speech, taken_s, first_byte_s), file=report)
    return 0


def options_of(arguments: argparse.Namespace) -> SpeechOptions:
    """What was asked for; raises Complaint."""
    options = chosen_speech(arguments)
    if "response_format" not in options:
        options["response_format"] = format_of(arguments.out)
    return options


def format_of(out: str) -> Format:
    """The format that a file's name asks for; raises Complaint."""
    if out == STDOUT:
        return "mp3"
    suffix = Path(out).suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        accepted = ", ".join(f".{name}" for name in (*FORMATS, "m4b"))
        raise Complaint(f"--out {out}: the suffix names no format; use one of {accepted}, or --format")
    return FORMATS[suffix]


def sink(out: str) -> AbstractContextManager[BinaryIO]:
    """Where the bytes go."""
    return nullcontext(sys.stdout.buffer) if out == STDOUT else whole_file(Path(out))


def summary(out: str, speech: Speech, taken_s: float, first_byte_s: float) -> str:
    """One line for people."""
    engine = f"{speech.engine} (fallback)" if speech.fallback else speech.engine
    return (
        f"{out}: {speech.received_bytes} bytes in {taken_s:.2f} s, first byte after {first_byte_s:.2f} s, "
        f"engine {engine}"
    )
