"""Secrecy: no secret's value is in a manifest; Secrets are made by hand and named."""

import re
from collections.abc import Iterator
from typing import Any

from k8s.check.build import Build, Complaint, name_of

TELLING = re.compile(
    r"(?i)(password|passwd|secret|token|api[_-]?keys?|access[_-]?key|credential|redis.*auth|cli_?auth)$"
)
"""Names whose value would be one."""

IN_ADDRESS = re.compile(r"://[^/\s:@]*:(?!\$\()[^@\s/]+@")
IN_COMMAND = re.compile(r"(?m)^\s*(requirepass|masterauth|--requirepass)\s+(?!\$\()\S+")
REMEDY = "put it into a Secret and name that (valueFrom.secretKeyRef)"


def check(build: Build) -> Iterator[Complaint]:
    for it in build.objects:
        if it["kind"] == "Secret":
            yield Complaint(
                name_of(it), "kind", "a Secret must not be in manifests: make it by hand (docs/operations.md)"
            )
        yield from (Complaint(name_of(it), field, REMEDY) for field in plain(it, ""))


def plain(value: Any, place: str) -> Iterator[str]:
    """Fields in which a secret seems to stand."""
    if isinstance(value, dict):
        if TELLING.search(str(value.get("name", ""))) and not references_only(value.get("value", "")):
            yield f"{place}.value"
        for key, inner in value.items():
            if TELLING.search(key) and key != "secretName" and isinstance(inner, str) and not references_only(inner):
                yield f"{place}.{key}".removeprefix(".")
            yield from plain(inner, f"{place}.{key}".removeprefix("."))
    elif isinstance(value, list):
        words = " ".join(map(str, value))
        if IN_COMMAND.search(words.replace(" --", "\n--")):
            yield place
        for n, inner in enumerate(value):
            yield from plain(inner, f"{place}[{n}]")
    elif isinstance(value, str) and (IN_ADDRESS.search(value) or IN_COMMAND.search(value)):
        yield place


def references_only(value: object) -> bool:
    """Empty, or made of `$(NAME)`."""
    return not re.sub(r"\$\(\w+\)", "", str(value))
