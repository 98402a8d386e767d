"""build: the whole graph on one screen. The classes are plain Python; here they become deployments."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ray import serve
from ray.serve import Application

from deployments.batch_worker import BatchWorker
from deployments.encoder import Encoder
from deployments.encoding import Called
from deployments.ingress import Ingress
from deployments.normalizer import Normalizer
from deployments.settings import Secrets, Settings
from deployments.synthesizer import Synthesizer

Placement = Mapping[str, Mapping[str, Any]]
"""Options of each deployment by its name: replicas, CPUs, GPUs. They have no other home than serve_config.yaml."""

# No `from __future__ import annotations` here: Serve looks at build's annotation to make a Settings
# out of `args:`, and a string would leave them a plain dict.


def build(settings: Settings) -> Application:
    """The application that `args:` describe; Serve itself adds `deployments:` of the same file."""
    return graph(settings, {})


def graph(settings: Settings, placement: Placement) -> Application:
    """The application. Raises ValueError for settings that must not be served."""
    Secrets().check_exposure(settings.http)
    bind = partial(bind_placed, placement)
    synthesizers = {
        engine: bind(synthesizer_name(engine), Synthesizer, engine, settings) for engine in settings.engines
    }
    normalizer = bind("Normalizer", Normalizer)
    called = Called(synthesizers, normalizer)
    encoder = bind("Encoder", Encoder, settings, called) if settings.encoder_apart else None
    worker = bind("BatchWorker", BatchWorker, settings, encoder)
    return bind("Ingress", serve.ingress()(Ingress), settings, encoder or called, worker)


def bind_placed(placement: Placement, name: str, deployed: type, *args: object) -> Application:
    application: Application = serve.deployment(name=name, **placement.get(name, {}))(deployed).bind(*args)
    return application


def deployment_names(settings: Settings) -> set[str]:
    """What `deployments:` of serve_config.yaml may name."""
    encoder = {"Encoder"} if settings.encoder_apart else set()
    return {"Ingress", "Normalizer", "BatchWorker", *encoder, *map(synthesizer_name, settings.engines)}


def synthesizer_name(engine: str) -> str:
    return f"Synthesizer-{engine}"
