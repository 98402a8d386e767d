"""Voices that a Triton server speaks, as one more engine."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.engine import AudioChunk, Segment
from models.errors import EngineFailed, EngineLost, EngineUnavailable
from models.pcm import SILENCE_S, chunks, pcm
from models.triton.asking import Row, asked
from models.triton.contract import Contract, contract, unavailable
from models.triton.tls import Tls, read_tls
from models.voice import Voice

if TYPE_CHECKING:
    from models.triton.calls import Calls

TRIES = 3
"""To have a row begun: of several servers, one that is ending refuses, and the next one is asked."""
AGAIN_S = 0.2
"""Between two tries to reach a server that died."""


class TritonEngine:
    """Speaks through the server at `url`, HOST:PORT of its gRPC; no answer for `timeout_s` is a failure.

    `tls` are the fields of Tls. How many segments share a batch is decided there. Raises EngineUnavailable when the
    extra "triton" is not installed, ValueError for values that make no sense.
    """

    def __init__(
        self, *, url: str = "127.0.0.1:8001", timeout_s: float = 30, tls: Mapping[str, object] | None = None
    ) -> None:
        if re.fullmatch(r"[^/]+:\d+", str(url)) is None:
            raise ValueError(f"url is HOST:PORT of Triton's gRPC, such as triton:8001, not '{url}'.")
        if timeout_s <= 0:
            raise ValueError(f"timeout_s is above 0, not {timeout_s}.")
        self._url, self._timeout_s, self._tls = url, timeout_s, read_tls(tls)
        self._calls = _calls(url, timeout_s, self._tls)
        self._contracts: dict[str, Contract] = {}
        self.active = 0
        """Segments being spoken now."""

    def prepare(self, voice: Voice) -> None:
        """Read and check what the voice's model takes; blocks. Raises EngineUnavailable."""
        self._contract(voice)

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 140 ms. Raises EngineUnavailable, EngineFailed, EngineLost, or DeadlineExceeded before its turn."""
        terms = await asyncio.to_thread(self._contract, voice)
        row = await asyncio.to_thread(asked, segment, voice, terms)
        if row is None:
            yield AudioChunk(np.zeros(round(SILENCE_S * terms.sample_rate), np.int16), terms.sample_rate)
            return
        self.active += 1
        try:
            async with aclosing(self._windows(terms, row, segment)) as windows:
                async for samples in windows:
                    for chunk in chunks(pcm(samples), terms.sample_rate):
                        yield chunk
        except (EngineFailed, EngineUnavailable):
            self._contracts.pop(terms.model, None)  # the model may be another one by now
            raise
        finally:
            self.active -= 1

    async def close(self) -> None:
        """Hang up."""
        await self._calls.close()

    async def _windows(self, terms: Contract, row: Row, segment: Segment) -> AsyncGenerator[NDArray[np.float32], None]:
        """Where the server dies on the way, one that is there within `timeout_s` says the rest: voices repeat."""
        made, tries, give_up_s = 0, 0, inf
        while True:
            skip = made
            try:
                async with aclosing(self._calls.windows(terms, row, segment)) as windows:
                    async for samples in windows:
                        rest = samples[skip:]
                        skip, made = max(0, skip - len(samples)), made + len(rest)
                        if len(rest):
                            give_up_s = inf
                            yield rest
            except (EngineLost, EngineUnavailable):
                give_up_s, tries = min(give_up_s, time.monotonic() + self._timeout_s), tries + 1
                if time.monotonic() > give_up_s or (not made and tries == TRIES):
                    raise
                if not made:
                    continue
            else:
                return
            segment = replace(segment, deadline=None)  # which was for its beginning
            await asyncio.sleep(AGAIN_S)

    def _contract(self, voice: Voice) -> Contract:
        """Read once, and again after a failure. Several voices may be one model's."""
        if voice.model is None:
            raise EngineUnavailable(
                "triton", f"voice '{voice.id}': its file names no 'model'; write `model: NAME`, as Triton calls it."
            )
        from models.triton.calls import configuration  # noqa: PLC0415

        model = Path(voice.model).name  # a voice file makes a path of it
        found = self._contracts.get(model)
        if found is None:
            found = self._contracts[model] = contract(model, configuration(self._url, model, self._tls))
        if found.sample_rate != voice.sample_rate:
            remedy = f"write `sample_rate: {found.sample_rate}` in the file of voice '{voice.id}'."
            raise unavailable(model, f"it speaks at {found.sample_rate} Hz; {remedy}")
        return found


def _calls(url: str, timeout_s: float, tls: Tls | None) -> "Calls":
    try:
        from models.triton.calls import Calls  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("triton", 'install the extra "triton": make triton-client.') from None
    return Calls(url, timeout_s, tls)
