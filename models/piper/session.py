"""Parts of a graph, ready to run in onnxruntime."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto

from models.errors import EngineFailed

Feeds = dict[str, NDArray[Any]]


def options(threads: int) -> onnxruntime.SessionOptions:
    _share_memory()
    chosen = onnxruntime.SessionOptions()
    chosen.add_session_config_entry("session.use_env_allocators", "1")
    chosen.intra_op_num_threads = threads
    # A thread that spins while it waits takes the processor from the sessions of other rows.
    chosen.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # It would remember how memory was laid out for every length that it has met, and nearly every one is new.
    chosen.enable_mem_pattern = False
    chosen.log_severity_level = 3
    return chosen


@cache
def _share_memory() -> None:
    """One arena for all sessions of this process: each of its own would keep the most that it ever needed."""
    arena = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(arena, None)


def session(model: ModelProto, chosen: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model.SerializeToString(), chosen, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, feeds: Mapping[str, NDArray[Any]]) -> Feeds:
    """Outputs by name; it takes of `feeds` what it needs. Raises EngineFailed whatever onnxruntime raises."""
    wanted = {given.name for given in session.get_inputs()}
    names = [output.name for output in session.get_outputs()]
    try:
        made = session.run(names, {name: value for name, value in feeds.items() if name in wanted})
    except Exception as error:
        raise EngineFailed("piper", f"onnxruntime says: {error}") from error
    return dict(zip(names, made, strict=True))
