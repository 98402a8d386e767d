"""A model's config.pbtxt: protobuf's text format, written without protobuf, which a server's environment may lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.triton.contract import OUTPUTS, Tensor

PRIORITIES = {"interactive": 1, "batch": 2}
"""Triton's levels of our lanes; the lower goes first."""


@dataclass(frozen=True, slots=True)
class Batching:
    """How Triton puts rows together."""

    max_rows: int = 32
    """Of a batch."""
    delay_us: int = 1000
    """Microseconds that it waits for a batch to become full."""
    instances: int = 1
    """Batches at once."""


def config_text(
    name: str,
    backend: Literal["python", "onnxruntime"],
    inputs: Sequence[Tensor],
    parameters: Mapping[str, str],
    batching: Batching,
) -> str:
    """Of a model with two priorities, whose requests may say how long they wait for their turn.

    On the Python backend rows of any length share a batch, and each is answered window by window.
    """
    own = backend == "python"
    return "\n".join(
        [
            f"name: {quoted(name)}",
            f"backend: {quoted(backend)}",
            f"max_batch_size: {batching.max_rows}",
            *(_tensor("input", tensor, ragged=own and -1 in tensor.dims) for tensor in inputs),
            *(_tensor("output", tensor, ragged=False) for tensor in OUTPUTS),
            f"model_transaction_policy {{ decoupled: {str(own).lower()} }}",
            "dynamic_batching {",
            f"  max_queue_delay_microseconds: {batching.delay_us}",
            f"  priority_levels: {len(PRIORITIES)}",
            f"  default_priority_level: {PRIORITIES['interactive']}",
            "  default_queue_policy { timeout_action: REJECT allow_timeout_override: true }",
            "}",
            f"instance_group [ {{ count: {batching.instances} kind: {'KIND_CPU' if own else 'KIND_AUTO'} }} ]",
            *(_parameter(key, value) for key, value in parameters.items()),
            "",
        ]
    )


def quoted(text: str) -> str:
    """A string in protobuf's text format; whatever is not plain ASCII is written as bytes in octal."""
    return '"' + "".join(chr(byte) if _is_plain(byte) else f"\\{byte:03o}" for byte in text.encode()) + '"'


def _is_plain(byte: int) -> bool:
    return 32 <= byte < 127 and chr(byte) not in "\"\\'"


def _tensor(direction: str, tensor: Tensor, *, ragged: bool) -> str:
    dims = ", ".join(map(str, tensor.dims))
    shape = f"data_type: {tensor.data_type} dims: [ {dims} ]" + " allow_ragged_batch: true" * ragged
    return f"{direction} [ {{ name: {quoted(tensor.name)} {shape} }} ]"


def _parameter(key: str, value: str) -> str:
    return f"parameters {{ key: {quoted(key)} value {{ string_value: {quoted(value)} }} }}"
