"""What a check returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Environment = Mapping[str, str]

LIMIT_S = 1.5
"""Seconds that a check waits for anything outside of this process."""


@dataclass(frozen=True)
class Finding:
    """How one thing stands, and what to do when it does not stand well."""

    status: Literal["ok", "warn", "fail"]
    found: str
    remedy: str = ""


Check = Callable[[Environment], Finding]
