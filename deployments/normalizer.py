"""Normalizer: text to script. CPU work, and cheap."""

import asyncio

from pipeline.script import Script
from pipeline.segment import segment_text


class Normalizer:
    async def normalize(self, text: str, language: str, max_chars: int) -> Script:
        """The text as lines of at most `max_chars`, in a thread: the longest text takes a tenth of a second."""
        return await asyncio.to_thread(segment_text, text, language, max_chars)

    async def check_health(self) -> None:
        """Runs on the loop that serves requests, so a blocked loop fails it."""
