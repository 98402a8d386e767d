"""Kept: finished responses, whole, under the key of what was asked."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from cache.store import Store
from pipeline.frames import Finished, Started
from pipeline.spec import RenderSpec


@dataclass(frozen=True, slots=True)
class Kept:
    """One finished response."""

    started: Started
    finished: Finished
    body: bytes
    """The encoded audio."""

    def pack(self) -> bytes:
        """A line of JSON, then the audio."""
        head = {"started": asdict(self.started), "finished": asdict(self.finished)}
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """Raises ValueError when that is not what `data` is."""
        line, _, body = data.partition(b"\n")
        try:
            head = json.loads(line)
            return cls(Started(**head["started"]), Finished(**head["finished"]), body)
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a kept response: {error}") from None


class Responses:
    """The responses that are known."""

    def __init__(self, store: Store, ttl_s: float, max_bytes: int) -> None:
        self._store = store
        self._ttl_s = ttl_s
        self.max_bytes = max_bytes
        """Of audio; a longer response is put together from its segments again."""

    async def find(self, spec: RenderSpec) -> Kept | None:
        if spec.cache != "use" or (data := await self._store.get(spec.key)) is None:
            return None
        try:
            return Kept.unpack(data)
        except ValueError:
            await self._store.drop(spec.key)
            return None

    async def keep(self, spec: RenderSpec, response: Kept) -> None:
        await self._store.put(spec.key, response.pack(), self._ttl_s)

    def keeps(self, spec: RenderSpec, finished: Finished, size_bytes: int) -> bool:
        """Whether a response is for others too."""
        return spec.cache != "off" and finished.cacheable and size_bytes <= self.max_bytes
