"""What a driver is, and what may be chosen with it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from benchmarks.load.plan import Plan
from benchmarks.load.workloads.prompt import Prompt


class Arrival(NamedTuple):
    """Audio as it comes off the network: `at_s` is on the clock of `time.monotonic`."""

    at_s: float
    data: bytes
    pcm_rate: int | None = None
    """16-bit samples per second (of all channels) of bare ones, where the server says so with the audio itself."""


class Driver(Protocol):
    """One way of asking."""

    def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        """The audio of one answer. Ends normally only if that is complete; else it raises one of `errors.FAILURES`."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """How a driver is had, and which of a plan's choices it knows; the rest is refused (`choices.py`)."""

    opened: Callable[[Plan], AbstractAsyncContextManager[Driver]]
    """For the time of a load, of a plan with a target. Raises LoadError, above all NotOpened."""
    formats: tuple[str, ...]
    """What it can be answered in; the first of them unless another is chosen."""
    model: str | None = None
    """What is asked for unless another is chosen; None: its requests name no model."""
    pcm_rate: int | None = None
    """Samples per second of its `pcm` unless others are chosen; None: the server tells, or it has no `pcm`."""
    voice_wanted: bool = False
    """Whether it cannot ask without one."""
    schemes: tuple[str, ...] = ("http", "https")
    """Of its targets."""
    each_its_own: bool = False
    """Whether one request may say another format than the next, as its `response_format`."""


def given(**fields: object) -> dict[str, object]:
    """Those that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


def renamed(fields: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """What a prompt says of `voice` or `language`, in a server's own words."""
    return {names.get(name, name): value for name, value in fields.items()}
