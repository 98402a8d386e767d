"""Performing: an item of a batch as the speech request that it is, delivered into the object store."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from cache.errors import ObjectsUnavailable
from deployments.api.answering import envelope, from_validation
from deployments.api.catalogue import Catalogue
from deployments.api.delivering import description
from deployments.api.errors import status_of
from deployments.api.linking import Link
from deployments.api.reading import read_request
from deployments.api.schemas import SpeechRequest
from deployments.settings import Batches, Limits
from pipeline.batch.record import Item, Record, Result
from pipeline.delivery import Delivered, Deliveries
from pipeline.formats import AudioFormat, FormatName
from pipeline.joining import Renders
from pipeline.spec import RenderSpec

BOOK_FORMAT: FormatName = "aac"
"""Of the chapters in a book's one file."""
UNLINKED = Link("", None)
"""Until the batch ends: links do not hold for ever."""


class Performing:
    """Items, by way of renders of this process; equal ones at the same time are made once."""

    def __init__(
        self, catalogue: Catalogue, renders: Renders, deliveries: Deliveries, limits: Limits, batches: Batches
    ) -> None:
        self._catalogue, self._renders, self._deliveries = catalogue, renders, deliveries
        self._limits = limits.model_copy(update={"timeout_s": batches.timeout_s})

    async def __call__(self, record: Record, item: Item, request_id: str) -> Result:
        """What became of it, failures too. Raises ObjectsUnavailable."""
        try:
            spec = await self._spec(item.body, request_id)
            delivered = await self._deliver(spec)
            chapter = await self._deliver(as_chapter(spec)) if record.book else None
        except ObjectsUnavailable:
            raise
        except Exception as error:
            told = from_validation(error) if isinstance(error, ValidationError) else error
            return Result(
                custom_id=item.custom_id,
                request_id=request_id,
                status_code=status_of(told).status,
                body=dict(envelope(told)),
                characters=item.characters,
            )
        return Result(
            custom_id=item.custom_id,
            request_id=request_id,
            status_code=200,
            body=description(delivered, UNLINKED).model_dump(),
            characters=delivered.characters,
            audio_s=delivered.duration_s,
            chapter_key=chapter.key if chapter else None,
        )

    async def _spec(self, body: Mapping[str, object], request_id: str) -> RenderSpec:
        asked = SpeechRequest.model_validate(body)
        await self._catalogue.look_for(asked.voice)
        spec = read_request(asked, self._catalogue, self._limits, request_id, "use")
        return replace(spec, lane="batch")

    async def _deliver(self, spec: RenderSpec) -> Delivered:
        if (found := await self._deliveries.find(spec)) is not None:
            return found
        async with self._renders.join(spec) or self._renders.start(spec, 0, nothing) as listener:
            return await self._deliveries.deliver(spec, listener)


def nothing() -> None:
    """Batches need no permit: there are only so many at once."""


def as_chapter(spec: RenderSpec) -> RenderSpec:
    return replace(spec, audio=AudioFormat.choose(BOOK_FORMAT, spec.voice.sample_rate, None, None))
