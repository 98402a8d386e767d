"""The pace at which a prompt's text comes into being: the one place where anything waits for it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator

from benchmarks.load.workloads.prompt import Prompt


async def pieces(prompt: Prompt) -> AsyncIterator[str]:
    """Word by word, the first at once; as from a language model, the space comes with the word behind it.

    All of it in one piece if it has no pace. Who takes a piece late gets the next ones the sooner.
    """
    words = re.findall(r"\s*\S+(?:\s+\Z)?", prompt.text)
    if prompt.words_per_s is None or not words:
        yield prompt.text
        return
    begun_s = time.monotonic()
    for number, word in enumerate(words):
        await asyncio.sleep(max(0.0, begun_s + number / prompt.words_per_s - time.monotonic()))
        yield word


async def whole(prompt: Prompt) -> str:
    """The text, once its last word is there."""
    if prompt.words_per_s is not None:
        async for _ in pieces(prompt):
            pass
    return prompt.text
