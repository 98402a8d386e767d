"""Memory: one arena for all sessions of a process, and what it once needed goes back to the system."""

import ctypes
from contextlib import suppress
from functools import cache
from itertools import count

import onnxruntime

SENTENCES = 64
"""After so many the arena lets go of what is not in use: it has grown with the longest that were spoken at once."""
MMAP_BYTES = 1024**2
"""What is as large comes from the system and goes back there. By itself glibc raises this to as much as was ever given
back at once, and what is freed from then on stays, in pieces (mallopt(3), M_MMAP_THRESHOLD)."""

M_MMAP_THRESHOLD = -3
"""Its number in malloc.h."""


@cache
def share_memory() -> None:
    """One arena: each session's own would keep the most that it ever needed."""
    with suppress(AttributeError):  # of a system without glibc
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, MMAP_BYTES)
    arena = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(arena, None)


_sentences = count(1)


def sentence() -> onnxruntime.RunOptions | None:
    """For the first run of each: now and then the arena shrinks behind it."""
    return _shrinking() if next(_sentences) % SENTENCES == 0 else None


@cache
def _shrinking() -> onnxruntime.RunOptions:
    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options
