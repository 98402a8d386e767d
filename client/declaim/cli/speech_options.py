"""How a text is to be spoken, on the command line."""

import argparse
from typing import get_args

from declaim.requests import Format, SpeechOptions


def add_speech_options(command: argparse.ArgumentParser) -> None:
    """All but the format, whose default is not the same everywhere."""
    command.add_argument("--voice", help="an id from `declaim voices`")
    command.add_argument("--language", help="a BCP-47 tag, such as en or pt-br")
    command.add_argument("--speed", type=float, help="0.25 to 4; 1 is the voice's own pace")


def add_format(command: argparse.ArgumentParser, default: str) -> None:
    """`default`: what is chosen without it, in words."""
    command.add_argument("--format", choices=get_args(Format), help=f"default: {default}")


def chosen_speech(arguments: argparse.Namespace) -> SpeechOptions:
    """What was asked for; the rest is left to the client and the server."""
    options: SpeechOptions = {}
    if arguments.voice is not None:
        options["voice"] = arguments.voice
    if arguments.speed is not None:
        options["speed"] = arguments.speed
    if arguments.language is not None:
        options["language"] = arguments.language
    if arguments.format is not None:
        options["response_format"] = arguments.format
    return options
