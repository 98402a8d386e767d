"""From an engine's name to the engine, imported only when it is wanted."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from inspect import signature
from types import MappingProxyType
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from models.engine import Engine
from models.errors import EngineUnavailable

ENGINES: dict[str, tuple[str, str]] = {
    "espeak": ("models.espeak", "EspeakEngine"),
    "fake": ("models.fake", "FakeEngine"),
    "piper": ("models.piper", "PiperEngine"),
    "triton": ("models.triton", "TritonEngine"),
    "vits": ("models.vits", "VitsEngine"),
    "xtts": ("models.xtts", "XttsEngine"),
}
"""Module and class of every engine."""


TELLS = {"piper": ("observe",), "vits": ("observe",), "xtts": ("observe", "retried")}
"""What engines tell of: `observe` every batch, `retried` every segment that is begun anew."""


EXACT = ConfigDict(strict=True, arbitrary_types_allowed=True)
"""A text that looks like a number is none: it would reach the engine as it is."""


def load_engine(
    name: str, options: Mapping[str, object], observers: Mapping[str, Callable[..., None]] = MappingProxyType({})
) -> Engine:
    """Make the engine, with `options` as its keyword arguments; `observers` hear what it TELLS.

    Raises EngineUnavailable when there is none of that name or what it needs is not installed,
    ValueError when it does not know an option or its value.
    """
    make = maker(name)
    try:
        return cast(
            Engine, make(**options, **{told: observers[told] for told in TELLS.get(name, ()) if told in observers})
        )
    except TypeError as error:
        raise ValueError(f"Engine '{name}': {error}") from error


def option_names(name: str) -> set[str]:
    """Options that the engine knows; what it needs does not have to be installed. Raises EngineUnavailable."""
    return signature(maker(name)).parameters.keys() - set(TELLS.get(name, ()))


def wrong_values(name: str, options: Mapping[str, object]) -> Iterator[str]:
    """Complaints about options whose values are of another type than the engine takes. Raises EngineUnavailable."""
    takes = signature(maker(name)).parameters
    for option, value in options.items():
        try:
            TypeAdapter(takes[option].annotation, config=EXACT).validate_python(value)
        except ValidationError as error:
            yield f"option '{option}' of engine '{name}' is {value!r}: {error.errors()[0]['msg']}"


def maker(name: str) -> Any:
    if name not in ENGINES:
        raise EngineUnavailable(name, f"there is no such engine. Engines: {', '.join(ENGINES)}.")
    module, attribute = ENGINES[name]
    return getattr(import_module(module), attribute)
