"""What a model on Triton takes and gives, so that a segment can be spoken by it: read from its configuration there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from models.errors import EngineUnavailable
from models.piper.description import Description, parse


class Tensor(NamedTuple):
    """Of one row: the batch is not counted."""

    name: str
    data_type: str
    """As Triton calls it."""
    dims: tuple[int, ...]
    """-1 is of any length."""


SYMBOLS = Tensor("input", "TYPE_INT64", (-1,)), Tensor("input_lengths", "TYPE_INT64", (1,))
"""Numbers of a Piper voice's symbols, and how many they are; what follows them is padding."""
SPEAKER = Tensor("sid", "TYPE_INT64", (1,))
"""Only of voices with several."""
TEXTS = Tensor("text", "TYPE_STRING", (1,)), Tensor("language", "TYPE_STRING", (1,))
"""Of models that read texts by themselves; the language is one of the voice's own tags."""
MANNER = Tensor("rate", "TYPE_FP32", (1,)), Tensor("seed", "TYPE_INT64", (1,))
"""Speed of speech, and what the noise is drawn from."""
OUTPUTS = Tensor("output", "TYPE_FP32", (-1,)), Tensor("output_lengths", "TYPE_INT64", (1,))
"""Samples, whose full scale is 1, and how many of them are the row's; what follows these is padding."""

SAMPLE_RATE, DESCRIPTION, PAD_TO = "sample_rate", "description", "pad_to"
"""Parameters of a model's configuration: Hertz, what X.onnx.json holds, and what `input` is padded to a multiple of."""


class Port(BaseModel):
    """An input or an output."""

    name: str
    data_type: str
    dims: tuple[int, ...] = ()
    optional: bool = False


class Parameter(BaseModel):
    string_value: str = ""


class DynamicBatching(BaseModel):
    priority_levels: int = 0


class ModelConfig(BaseModel):
    """What is read of a model's configuration; names are Triton's (`model_config.proto`)."""

    max_batch_size: int = 0
    input: tuple[Port, ...] = ()
    output: tuple[Port, ...] = ()
    parameters: Mapping[str, Parameter] = {}
    dynamic_batching: DynamicBatching = DynamicBatching()


@dataclass(frozen=True, slots=True)
class Contract:
    """How a voice's model on Triton is asked."""

    model: str
    sample_rate: int
    """Hertz"""
    description: Description | None
    """Of the voice whose symbols it takes; None: it takes texts."""
    has_speakers: bool
    pad_to: int
    """Symbols are padded to a multiple of so many, for only rows of one length share a batch there."""
    has_priorities: bool


def contract(model: str, config: object) -> Contract:
    """Of the model with that configuration. Raises EngineUnavailable saying what of it does not fit."""
    try:
        read = ModelConfig.model_validate(config)
    except ValidationError as error:
        raise unavailable(model, f"its configuration cannot be read: {error.errors()[0]['msg']}.") from None
    if read.max_batch_size < 1:
        raise unavailable(model, "it takes no batches; give it a max_batch_size.")
    takes_text = any(port.name == TEXTS[0].name for port in read.input)
    _check(model, "input", read.input, (*(TEXTS if takes_text else SYMBOLS), *MANNER), () if takes_text else (SPEAKER,))
    _check(model, "output", read.output, OUTPUTS, ())
    return Contract(
        model,
        _sample_rate(model, read),
        None if takes_text else _description(model, read),
        any(port.name == SPEAKER.name for port in read.input),
        max(1, int(_parameter(read, PAD_TO) or 1)),
        read.dynamic_batching.priority_levels > 1,
    )


def unavailable(model: str, reason: str) -> EngineUnavailable:
    return EngineUnavailable("triton", f"model '{model}': {reason}")


def _check(
    model: str, direction: str, ports: Iterable[Port], wanted: tuple[Tensor, ...], optional: tuple[Tensor, ...]
) -> None:
    there = {port.name: port for port in ports}
    known = {tensor.name: tensor for tensor in (*wanted, *optional)}
    if missing := [tensor.name for tensor in wanted if tensor.name not in there]:
        raise unavailable(model, f"it has no {direction} '{missing[0]}'; it has {', '.join(there) or 'none'}.")
    for name, port in there.items():
        if name not in known:
            if direction == "output" or port.optional:
                continue
            raise unavailable(model, f"it wants an input '{name}', of which nobody here knows; make it optional.")
        tensor = known[name]
        if (port.data_type, port.dims) != tensor[1:]:
            raise unavailable(
                model,
                f"its {direction} '{name}' is {port.data_type} {list(port.dims)}, and has to be {tensor.data_type} "
                f"{list(tensor.dims)}.",
            )


def _sample_rate(model: str, config: ModelConfig) -> int:
    given = _parameter(config, SAMPLE_RATE)
    if not given.isdecimal():
        raise unavailable(model, f"its configuration has no parameter '{SAMPLE_RATE}' in Hertz; add it there.")
    return int(given)


def _description(model: str, config: ModelConfig) -> Description:
    try:
        return parse(_parameter(config, DESCRIPTION).encode())
    except ValueError as error:
        raise unavailable(
            model, f"the parameter '{DESCRIPTION}' of its configuration is no Piper voice's JSON file: {error}."
        ) from None


def _parameter(config: ModelConfig, name: str) -> str:
    """Empty where there is none."""
    return config.parameters.get(name, Parameter()).string_value
