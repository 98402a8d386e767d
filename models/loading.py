"""From an engine's name to the engine, imported only when it is wanted."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

from models.batcher import BatchReport, nothing
from models.engine import Engine
from models.errors import EngineUnavailable

ENGINES: dict[str, tuple[str, str]] = {
    "espeak": ("models.espeak", "EspeakEngine"),
    "fake": ("models.fake", "FakeEngine"),
    "piper": ("models.piper", "PiperEngine"),
    "xtts": ("models.xtts", "XttsEngine"),
}
"""Module and class of every engine."""


BATCHED = {"piper", "xtts"}
"""Those that tell of their batches."""


def load_engine(name: str, options: Mapping[str, object], observe: Callable[[BatchReport], None] = nothing) -> Engine:
    """Make the engine, with `options` as its keyword arguments; `observe` gets a report of every batch that it runs.

    Raises EngineUnavailable when there is none of that name or what it needs is not installed,
    ValueError when it does not know an option or its value.
    """
    if name not in ENGINES:
        raise EngineUnavailable(name, f"there is no such engine. Engines: {', '.join(ENGINES)}.")
    module, attribute = ENGINES[name]
    make: Any = getattr(import_module(module), attribute)
    try:
        return cast(Engine, make(**options, **({"observe": observe} if name in BATCHED else {})))
    except TypeError as error:
        raise ValueError(f"Engine '{name}': {error}") from error
