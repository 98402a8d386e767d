"""build: the whole graph on one screen."""

from ray.serve import Application

from deployments.encoder import Encoder
from deployments.ingress import Ingress
from deployments.normalizer import Normalizer
from deployments.settings import Secrets, Settings
from deployments.synthesizer import Synthesizer

# No `from __future__ import annotations` here: Serve looks at build's annotation to make a Settings
# out of `args:`, and a string would leave them a plain dict.


def build(settings: Settings) -> Application:
    """The application that `args:` describe. Raises ValueError for settings that must not be served."""
    Secrets().check_exposure(settings.http)
    synthesizers = {
        engine: Synthesizer.options(name=synthesizer_name(engine)).bind(engine, options)
        for engine, options in settings.engines.items()
    }
    encoder = Encoder.bind(settings.limits.segments_ahead, synthesizers)
    return Ingress.bind(settings, Normalizer.bind(), encoder)


def deployment_names(settings: Settings) -> set[str]:
    """What `deployments:` of serve_config.yaml may name."""
    return {"Ingress", "Normalizer", "Encoder", *map(synthesizer_name, settings.engines)}


def synthesizer_name(engine: str) -> str:
    return f"Synthesizer-{engine}"
