"""Parts of a graph, ready to run in onnxruntime."""

from collections.abc import Mapping
from typing import Any

import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto

from models.errors import EngineFailed
from models.piper.memory import share_memory

Feeds = dict[str, NDArray[Any]]


def options(threads: int) -> onnxruntime.SessionOptions:
    share_memory()
    chosen = onnxruntime.SessionOptions()
    chosen.add_session_config_entry("session.use_env_allocators", "1")
    chosen.intra_op_num_threads = threads
    # A thread that spins while it waits takes the processor from the sessions of other rows.
    chosen.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # It would remember how memory was laid out for every length that it has met, and nearly every one is new.
    chosen.enable_mem_pattern = False
    chosen.log_severity_level = 3
    return chosen


def session(model: ModelProto, chosen: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model.SerializeToString(), chosen, providers=["CPUExecutionProvider"])


def run(
    session: onnxruntime.InferenceSession, feeds: Mapping[str, NDArray[Any]], how: onnxruntime.RunOptions | None = None
) -> Feeds:
    """Outputs by name; it takes of `feeds` what it needs. Raises EngineFailed whatever onnxruntime raises."""
    wanted = {given.name for given in session.get_inputs()}
    names = [output.name for output in session.get_outputs()]
    try:
        made = session.run(names, {name: value for name, value in feeds.items() if name in wanted}, how)
    except Exception as error:
        raise EngineFailed("piper", f"onnxruntime says: {error}") from error
    return dict(zip(names, made, strict=True))
