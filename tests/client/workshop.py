"""The real application behind a socket, where what workers would do is done by hand."""

import json
from collections.abc import Mapping

from pipeline.batch.files import File, Files
from pipeline.batch.finishing import Finishing
from pipeline.batch.ledger import Ledger, State
from pipeline.batch.record import Audiobook, Record, Result
from tests.deployments.api.conftest import House

BOOK = b"all chapters"
LINK_S = 60


class Workshop:
    """`url` is where clients reach it."""

    def __init__(self, house: House, url: str) -> None:
        self.house, self.url = house, url
        self.title: str | None = None
        """Of the book that comes out; None: none does."""
        self.ledger, self.files = Ledger(house.objects), Files(house.objects)
        self._finish = Finishing(self.ledger, self.files, self._bind, self._linked, self._tell)

    async def speak(self, batch: str, audio: Mapping[str, bytes | None]) -> None:
        """What these items sound like, by their custom ids; None: they fail."""
        record = await self.ledger.record(batch)
        for number in range(record.total):
            item = await self.ledger.item(batch, number)
            if item.custom_id in audio:
                await self.ledger.add_result(batch, number, await self._result(item.custom_id, audio[item.custom_id]))

    async def end(self, batch: str, ending: str = "completed") -> None:
        await self._finish(await self.ledger.state(batch), ending)

    async def _result(self, custom_id: str, audio: bytes | None) -> Result:
        if audio is None:
            error = {"message": f"No engine for {custom_id}.", "type": "server_error", "param": None, "code": "away"}
            return Result(custom_id=custom_id, request_id="r", status_code=503, body={"error": error}, characters=4)
        key = f"audio/{audio.hex()}.mp3"
        await self.house.objects.put(key, audio, "audio/mpeg")
        told = {"id": key, "url": "", "expires_at": None, "bytes": len(audio), "duration_s": 1.5, "characters": 4}
        body = {**told, "format": "mp3", "voice": "fake", "engine": "fake", "fallback": False, "cached": False}
        return Result(custom_id=custom_id, request_id="r", status_code=200, body=body, characters=4, audio_s=1.5)

    def _linked(self, body: Mapping[str, object], record: Record) -> dict[str, object]:
        return {**body, "url": self.house.links.get(str(body["id"]), record.base_url, expires_s=LINK_S)}

    async def _bind(self, state: State) -> Audiobook | None:
        if self.title is None:
            return None
        key, file_id = "audio/book.m4b", f"file-{state.record.id}-manifest"
        await self.house.objects.put(key, BOOK, "audio/mp4")
        data = json.dumps({"title": self.title, "chapters": []}).encode()
        await self.files.put(File(file_id, "manifest.json", "batch_output", len(data), 1), data)
        return Audiobook(key=key, size_bytes=len(BOOK), duration_s=90.0, manifest_file_id=file_id)

    async def _tell(self, record: Record, ending: str) -> None:
        """Nobody wants to know."""


def lines(*custom_ids: str) -> bytes:
    """A file of requests."""
    usual = {"method": "POST", "url": "/v1/audio/speech", "body": {"input": "Text"}}
    return b"".join(json.dumps({"custom_id": each, **usual}).encode() + b"\n" for each in custom_ids)
