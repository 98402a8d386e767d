"""Normalizer: text to script. CPU work: a millisecond for a sentence."""

import asyncio
from functools import lru_cache

from deployments.tracing import go_on_only
from pipeline.manner import Manner
from pipeline.script import Script
from pipeline.segment import segment_text

REMEMBERED, LONGEST_CHARS = 256, 20_000
"""So many scripts are remembered, of texts of at most this length: some tens of megabytes."""

remembered = lru_cache(REMEMBERED)(segment_text)


class Normalizer:
    def __init__(self) -> None:
        go_on_only()

    async def normalize(self, text: str, manner: Manner) -> Script:
        """The text as lines, in a thread: the longest text takes a tenth of a second."""
        read = remembered if len(text) <= LONGEST_CHARS else segment_text
        return await asyncio.to_thread(read, text, manner)

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
