"""A workload from a file: a text a line, or JSON a line with `input` and what else the request is to say."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks.load.errors import NotAWorkload
from benchmarks.load.workloads.prompt import Prompt

ONCE = {"response_format", "stream_format"}
"""What a run has one of, by --format and --driver."""


def prompts(path: Path) -> Iterator[Prompt]:
    """Again and again. Raises NotAWorkload."""
    read = _from_json if path.suffix == ".jsonl" else Prompt
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise NotAWorkload(f"{path} is not UTF-8 text") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found += [read(line)] if line.strip() else []
        except (ValueError, TypeError, KeyError) as error:
            raise NotAWorkload(
                f'{path}, line {number}: want {{"input": "a text", ...}}, without {" and ".join(sorted(ONCE))}'
            ) from error
    if not found:
        raise NotAWorkload(f"{path} has no text in it")
    return cycle(found)


def _from_json(line: str) -> Prompt:
    told = dict(json.loads(line))
    text = told.pop("input")
    if not isinstance(text, str) or ONCE & told.keys():
        raise TypeError(line)
    return Prompt(text, told)
