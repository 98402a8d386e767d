"""BatchWorker: works on batches, in the lane that makes way for listeners. All that it knows is in the stores."""

import asyncio
import os
import secrets as random
import time
from collections.abc import Callable
from typing import Any

from ray import serve
from ray.serve.handle import DeploymentHandle

from cache.objects import Objects
from deployments.api.catalogue import Catalogue
from deployments.api.linking import Linker
from deployments.api.performing import Performing
from deployments.rendering import Elsewhere, Rendering
from deployments.settings import Secrets, Settings
from deployments.stores import open_links, open_objects, open_queue, open_responses
from deployments.telemetry import BatchTelemetry, objects_telemetry
from deployments.tracing import go_on_only
from deployments.webhooks.dispatcher import Dispatcher, Tell
from deployments.webhooks.message import Message, message_id
from deployments.webhooks.outbox import Outbox
from deployments.webhooks.sender import Sender
from models.voice import Voices
from pipeline.batch.errands import Errand, Errands
from pipeline.batch.files import Files
from pipeline.batch.finishing import Finishing
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Ending, Item, Record, Result, Webhook
from pipeline.batch.steward import Steward
from pipeline.batch.worker import Perform, Worker
from pipeline.book.binding import Binding
from pipeline.clones import Clones
from pipeline.delivery import Deliveries
from pipeline.joining import Renders
from pipeline.retention import Retention
from pipeline.spool import SpoolSpace

NICE = 10
"""Nobody waits for this process."""
SWEEP_S = 3600
"""Between two looks for what is old."""


class BatchWorker:
    def __init__(self, settings: Settings, encoder: DeploymentHandle[Any] | None) -> None:
        """Without an Encoder an Ingress encodes for it, where listeners are known to whom it makes way."""
        os.nice(NICE)
        go_on_only()
        secrets = Secrets()
        objects = open_objects(secrets)
        ledger, queue = Ledger(objects), open_queue(secrets, random.token_hex(8))
        catalogue = Catalogue(
            settings, Voices.known(set(settings.engines), secrets.voices), Clones(objects, objects_telemetry())
        )
        renders = Renders(
            Rendering(Elsewhere(encoder or serve.get_deployment_handle("Ingress"))).frames,
            SpoolSpace(settings.limits.spool_bytes),
            open_responses(settings.cache, secrets),
        )
        performing = Performing(catalogue, renders, Deliveries(objects), settings.limits, settings.batches)
        telemetry = BatchTelemetry()
        steward = Steward(
            ledger,
            queue,
            finishing(settings, secrets, objects),
            errands(settings, objects, telemetry.webhook),
            tell_open=telemetry.batches,
        )
        perform = observed(performing, telemetry, steward.wake)
        worker = Worker(ledger, queue, perform, settings.batches.items_at_once)
        self._loops = [asyncio.create_task(loop) for loop in (catalogue.follow(), worker.run(), steward.run())]

    async def check_health(self) -> None:
        """Serve replaces a worker one of whose loops has ended: none ever should."""
        for loop in self._loops:
            if loop.done():
                loop.result()


def observed(perform: Perform, telemetry: BatchTelemetry, wake: Callable[[], None]) -> Perform:
    async def run(record: Record, item: Item, request_id: str) -> Result:
        with telemetry.running():
            result = await perform(record, item, request_id)
        telemetry.performed(result)
        wake()
        return result

    return run


def finishing(settings: Settings, secrets: Secrets, objects: Objects) -> Finishing:
    linker = Linker(open_links(secrets), settings.objects, secrets.public_url)
    files, outbox = Files(objects), Outbox(objects)

    async def tell(record: Record, ending: Ending) -> None:
        if record.webhook is not None:
            await outbox.add(message(record, record.webhook, ending))

    return Finishing(Ledger(objects), files, Binding(objects, files), linker.renewed, tell)


def message(record: Record, webhook: Webhook, ending: Ending) -> Message:
    """Of a batch that has ended, always with the same id."""
    return Message(
        id=message_id(record.id),
        url=webhook.url,
        secret=webhook.secret,
        type=f"batch.{ending}",
        created_at=int(time.time()),
        data={"id": record.id},
    )


def errands(settings: Settings, objects: Objects, tell: Tell) -> Errands:
    """Of the worker that leads."""
    sender = Sender(allow_private=settings.webhooks.allow_private)
    dispatcher, kept = Dispatcher(Outbox(objects), sender.send, tell=tell), settings.objects
    return Errands(
        Errand("telling of batches", 0, dispatcher.deliver_due),
        Errand("deleting what is old", SWEEP_S, Retention(objects, kept.keep_s, kept.keep_bytes).sweep),
        Errand("deleting what dead uploads left", SWEEP_S, objects.sweep),
    )
