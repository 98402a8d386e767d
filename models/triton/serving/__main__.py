"""Serve voices with Triton until Ctrl-C: python -m models.triton.serving [VOICE.yaml ...], run by `make triton`.

Options that are not listed here go to tritonserver as they are: --grpc-use-ssl=true ...
"""

import argparse
import json
import os
from pathlib import Path

from models.errors import ModelError
from models.triton.pbtxt import Batching
from models.triton.serving.repository import add_voice
from models.triton.serving.tritonserver import command, environment
from models.voice import BUILT_IN


def main() -> None:
    """Write the repository, then become the server."""
    parser = arguments()
    asked, others = parser.parse_known_args()
    batching = Batching(asked.max_rows, asked.delay_us, asked.instances)
    for path in asked.voices:
        try:
            voice = add_voice(asked.repository, path, asked.engines, batching)
        except (ModelError, ValueError, OSError) as error:
            parser.error(str(error))
        print(f"model '{voice.id}': {path}", flush=True)
    started = command(
        asked.repository,
        address=asked.address,
        grpc_port=asked.grpc_port,
        http_port=asked.http_port,
        metrics_port=asked.metrics_port,
    )
    os.execve(started[0], [*started, *others], environment())  # noqa: S606


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("voices", nargs="*", type=Path, default=[BUILT_IN / "declaim.yaml"], metavar="VOICE.yaml")
    parser.add_argument("--repository", type=Path, default=Path("var/triton/models"), help="written here, over what is")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--grpc-port", type=int, default=8001)
    parser.add_argument("--http-port", type=int, default=8003, help="8000 is ours")
    parser.add_argument("--metrics-port", type=int, default=8002)
    parser.add_argument("--instances", type=int, default=len(os.sched_getaffinity(0)), help="batches at once")
    parser.add_argument("--max-rows", type=int, default=32, help="of a batch")
    parser.add_argument("--delay-us", type=int, default=1000, help="that Triton waits for more rows")
    parser.add_argument("--engines", type=json.loads, default={}, metavar="JSON", help='their options: {"piper": {}}')
    return parser


if __name__ == "__main__":
    main()
