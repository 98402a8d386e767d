"""A workload in a file: a text a line, or JSON a line with `input` and what else the request is to say.

Two keys of such a line are for the harness, and no part of the request: `words_per_s`, how fast the text comes into
being, and `at_s`, when it is due in seconds since the run began.
"""

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from benchmarks.load.errors import NoSuchWorkload, NotAWorkload
from benchmarks.load.workloads.prompt import FORMATS, Prompt


def prompts(path: Path) -> list[Prompt]:
    """In their order. Raises NotAWorkload."""
    return some([prompt for _, prompt in numbered(path)], path)


def trace(path: Path) -> list[Prompt]:
    """Of a file each of whose lines says when it is due, none of them before the one above.

    Raises NoSuchWorkload and NotAWorkload.
    """
    if not path.is_file():
        raise NoSuchWorkload(f"there is no file {path}")
    found, last_s = list[Prompt](), 0.0
    for number, prompt in numbered(path):
        if prompt.at_s is None:
            raise NotAWorkload(f'{path}, line {number}: want {{"input": "a text", "at_s": 1.5}}, in a .jsonl')
        if prompt.at_s < last_s:
            raise NotAWorkload(f"{path}, line {number}: is due at {prompt.at_s:g} s, before the line above: sort them")
        found.append(prompt)
        last_s = prompt.at_s
    return some(found, path)


def some(found: list[Prompt], path: Path) -> list[Prompt]:
    """Raises NotAWorkload."""
    if not found:
        raise NotAWorkload(f"{path} has no text in it")
    return found


def line(prompt: Prompt) -> str:
    """Of a .jsonl file, which is read back as the same."""
    own = {"words_per_s": prompt.words_per_s, "at_s": prompt.at_s}
    given = {key: value for key, value in own.items() if value is not None}
    return json.dumps({"input": prompt.text, **prompt.fields, **given}, ensure_ascii=False)


def numbered(path: Path) -> Iterator[tuple[int, Prompt]]:
    """Those of lines that are not empty. Raises NotAWorkload."""
    read = parsed if path.suffix == ".jsonl" else Prompt
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise NotAWorkload(f"{path} is not UTF-8 text") from error
    for number, text in enumerate(lines, 1):
        try:
            if text.strip():
                yield number, read(text.strip())
        except ValueError as error:
            raise NotAWorkload(f"{path}, line {number}: {error}") from error


def parsed(text: str) -> Prompt:
    """Raises ValueError, which says what was wanted."""
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("input"), str) or not told["input"].strip():
        raise ValueError('want {"input": "a text", ...}')
    if "stream_format" in told:
        raise ValueError("stream_format is the driver's to say, by --driver")
    if told.get("response_format", FORMATS[0]) not in FORMATS:
        raise ValueError(f"response_format is one of {', '.join(FORMATS)}")
    words_per_s, at_s = seconds(told, "words_per_s"), seconds(told, "at_s")
    if words_per_s == 0:
        raise ValueError("words_per_s is more than 0, or left out")
    return Prompt(told.pop("input"), told, words_per_s, at_s)


def seconds(told: dict[str, object], key: str) -> float | None:
    """Taken out. Raises ValueError."""
    value = told.pop(key, None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise ValueError(f"{key} is a number from 0 on, not {json.dumps(value)}")
    return float(value)
