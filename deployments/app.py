"""build: the whole graph on one screen. The classes are plain Python; here they become deployments."""

from ray import serve
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
        engine: bind(Synthesizer, engine, options, name=synthesizer_name(engine))
        for engine, options in settings.engines.items()
    }
    normalizer = bind(Normalizer)
    encoder = bind(Encoder, settings.limits.segments_ahead, synthesizers)
    return bind(serve.ingress()(Ingress), settings, normalizer, encoder, name="Ingress")


def bind(deployed: type, *args: object, name: str | None = None) -> Application:
    """One deployment. How many and on what is serve_config.yaml's to say."""
    application: Application = serve.deployment(name=name or deployed.__name__)(deployed).bind(*args)
    return application


def deployment_names(settings: Settings) -> set[str]:
    """What `deployments:` of serve_config.yaml may name."""
    return {"Ingress", "Normalizer", "Encoder", *map(synthesizer_name, settings.engines)}


def synthesizer_name(engine: str) -> str:
    return f"Synthesizer-{engine}"
