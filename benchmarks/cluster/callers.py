"""Callers: a steady load on a cluster by way of its Service, and what became of every request."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

import aiohttp

from benchmarks.cluster.service import Service

End = Literal["ok", "unconnected", "died", "broken", "refused", "failed", "wrong"]
"""How one attempt ended: `died` is the caller's own connection, with its node or silently; `broken` a body behind a
node that lives; `refused` is 429 or 503, `failed` any other status; `wrong` is whole and not what it should be."""

ATTEMPTS, SENT = 5, 3
"""At most, and of these with a connection: OpenAI's clients ask again twice."""
SILENCE_S = 20
"""After which a caller takes its connection for dead."""


@dataclass
class Call:
    """One request. It is sent until a connection is made, and twice more if that died, or the body broke off."""

    name: str
    """In the log, too."""
    begun_s: float
    """On the clock of time.monotonic."""
    ends: list[End] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    first_byte_s: float = 0
    """From the beginning, retry included."""
    silence_s: float = 0
    """The longest on a connection that went on."""
    told: str = ""
    """Of the last attempt that was not ok."""

    @property
    def may_go_on(self) -> bool:
        sent = [end for end in self.ends if end != "unconnected"]
        return len(self.ends) < ATTEMPTS and len(sent) < SENT and not {*sent} & {"ok", "refused", "wrong"}

    @property
    def unreachable(self) -> list[str]:
        """Nodes that it could not talk to."""
        return [node for node, end in zip(self.nodes, self.ends, strict=True) if end in ("unconnected", "died")]


class Callers:
    """Ask for texts, whose audio is known, at so many per second until stopped."""

    def __init__(self, service: Service, texts: Sequence[str], per_second: float) -> None:
        self.service, self.calls, self.all_calls = service, list[Call](), list[Call]()
        self._texts, self._per_second = texts, per_second
        self._audio: Mapping[str, bytes] = {}
        self._numbers, self._over_s = count(), 0.0
        self._tasks = set[asyncio.Task[None]]()

    async def learn(self) -> None:
        """How the texts sound undisturbed."""
        async with self._session() as session:
            audio = await asyncio.gather(*(self._reference(session, text) for text in self._texts))
        self._audio = dict(zip(self._texts, audio, strict=True))

    async def _reference(self, session: aiohttp.ClientSession, text: str) -> bytes:
        url, headers = f"{self.service.all[0]}/v1/audio/speech", {"Cache-Control": "no-store"}
        async with session.post(url, json=asked(text), headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.read()

    def begin_anew(self) -> None:
        """Forget the calls, but for `all_calls`, and begin with the first text."""
        self.calls, self._numbers = [], count()

    def stop(self) -> None:
        """Begin no new ones."""
        self._over_s = 0.0

    async def call(self, seconds: float) -> None:
        """Begin new ones for so long, and wait for their ends."""
        async with self._session() as session:
            self._over_s = time.monotonic() + seconds
            while time.monotonic() < self._over_s:
                task = asyncio.create_task(self._one(session, next(self._numbers)))
                self._tasks.add(task)
                await asyncio.sleep(1 / self._per_second)
            await asyncio.gather(*self._tasks)
            self._tasks.clear()

    async def _one(self, session: aiohttp.ClientSession, number: int) -> None:
        text = self._texts[number % len(self._texts)]
        call = Call(f"call-{number}", time.monotonic())
        self.calls.append(call)
        self.all_calls.append(call)
        while call.may_go_on:
            node = self.service.pick(other_than=call.unreachable)
            call.nodes.append(node)
            call.ends.append(await self._attempt(session, node, text, call))

    async def _attempt(self, session: aiohttp.ClientSession, node: str, text: str, call: Call) -> End:
        body, headers = bytearray(), {"X-Request-Id": call.name}
        last_s = time.monotonic()
        try:
            async with session.post(f"{node}/v1/audio/speech", json=asked(text), headers=headers) as response:
                if response.status != 200:
                    call.told = f"{response.status} {await response.text()}"
                    return "refused" if response.status in (429, 503) else "failed"
                async for piece in response.content.iter_any():
                    call.first_byte_s = call.first_byte_s or time.monotonic() - call.begun_s
                    call.silence_s = max(call.silence_s, time.monotonic() - last_s)
                    last_s = time.monotonic()
                    body += piece
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            call.told = repr(error)
            return "unconnected"
        except (aiohttp.ClientError, TimeoutError) as error:
            call.told = f"{error!r} after {len(body)} bytes"
            return "died" if node in self.service.faulty else "broken"
        return "ok" if bytes(body) == self._audio[text] else "wrong"

    def _session(self) -> aiohttp.ClientSession:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=2, sock_read=SILENCE_S)
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        return aiohttp.ClientSession(timeout=timeout, connector=connector)


def asked(text: str) -> Mapping[str, object]:
    return {"input": text, "response_format": "pcm", "fallback": "never"}
