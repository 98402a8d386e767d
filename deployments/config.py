"""serve_config.yaml, read strictly: Ray Serve itself ignores keys that it does not know."""

from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from ray._common.utils import import_attr
from ray.serve.schema import DeploymentSchema, ServeApplicationSchema, ServeDeploySchema

from cache.errors import CacheError
from deployments.api.catalogue import Catalogue
from deployments.app import deployment_names
from deployments.scaling.checks import check_scaling
from deployments.settings import Limits, Secrets, Settings
from deployments.stores import open_queue_server, open_server
from deployments.tracing import EXPORTER, TracingUnavailable, otlp_exporter
from models.loading import ENGINES, option_names, wrong_values
from models.voice import Voices

FREE_FORM = {"args", "env_vars", "user_config", "runtime_env"}
"""Keys below which Ray takes anything; `args` are checked against Settings."""


class ConfigError(ValueError):
    """serve_config.yaml is wrong; the message names the key and the remedy."""


def read_config(path: Path, secrets: Secrets) -> ServeDeploySchema:
    """The file, with every key known and every deployment wide enough, fit to be served at that address.

    Raises ConfigError.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        config = ServeDeploySchema.model_validate(data)
        problems = [*unknown_keys(ServeDeploySchema, data), *check_tracing(config)]
        for application in config.applications:
            problems += check_application(application, secrets)
            problems += check_scaling(application)
    except (OSError, yaml.YAMLError, ValueError, ImportError, AttributeError, CacheError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if problems:
        raise ConfigError(f"{path}: " + "; ".join(problems))
    return config


def unknown_keys(schema: type[BaseModel], data: object, where: str = "") -> Iterator[str]:
    """Complaints about keys that `schema` does not have, at any depth."""
    if not isinstance(data, Mapping):
        return
    for key, value in data.items():
        field = schema.model_fields.get(key)
        if field is None:
            yield f"'{where}{key}' is unknown; known here: {', '.join(sorted(schema.model_fields))}"
        elif key not in FREE_FORM and (inner := model_within(field.annotation)):
            for n, item in enumerate(value if isinstance(value, list) else [value]):
                step = f"{key}[{n}]" if isinstance(value, list) else key
                yield from unknown_keys(inner, item, f"{where}{step}.")


def model_within(annotation: Any) -> type[BaseModel] | None:
    """The pydantic model in an annotation such as `list[Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {list, Union}:
        return next(filter(None, map(model_within, get_args(annotation))), None)
    return None


def check_tracing(config: ServeDeploySchema) -> Iterator[str]:
    """Before the first replica fails for it."""
    tracing = config.tracing_config
    if tracing and tracing.enabled and tracing.exporter_import_path == EXPORTER:
        try:
            otlp_exporter()
        except TracingUnavailable as error:
            yield str(error)


def check_application(application: ServeApplicationSchema, secrets: Secrets) -> Iterator[str]:
    """Complaints about one application. Raises ValueError about its args or where it would be served."""
    settings = Settings.model_validate(application.args)
    secrets.check_exposure(settings.http)
    yield from (
        f"engine '{name}' is unknown; known: {', '.join(ENGINES)}" for name in settings.engines.keys() - ENGINES
    )
    yield from unknown_options(settings)
    yield from unreachable(application)
    Catalogue(settings, Voices.known(set(settings.engines), secrets.voices))
    open_server(secrets)
    open_queue_server(secrets)
    secrets.s3_address()
    known = deployment_names(settings)
    named = {deployment.name: deployment for deployment in application.deployments}
    unknown = sorted(named.keys() - known)
    yield from (f"deployment '{name}' is unknown; known: {', '.join(sorted(known))}" for name in unknown)
    if "Encoder" in unknown:
        yield "where there is to be an Encoder, `encoder_apart` must be true"
    yield from (f"deployment '{name}' has no entry" for name in sorted(known - named.keys()))
    if secrets.redis_url is None:
        yield from (
            f"'{name}' has several replicas, which would each remember on their own: set DECLAIM_REDIS_URL, or "
            "num_replicas to 1"
            for name in ("Ingress", "Encoder")
            if name in named and most_replicas(named[name]) > 1
        )
    for name in sorted((known & named.keys()) - {"BatchWorker"}):  # which nobody calls
        given, least = named[name].max_ongoing_requests, least_ongoing(name, settings.limits)
        if not isinstance(given, int) or given < least:
            yield f"max_ongoing_requests of '{name}' must be at least {least}: admission lets that much through"


def unreachable(application: ServeApplicationSchema) -> Iterator[str]:
    """Complaints about where the code is and where it is to be found by callers."""
    try:
        import_attr(application.import_path)
    except (ImportError, AttributeError, ValueError) as error:
        yield f"import_path '{application.import_path}': {error}; deployments.app:build is Declaim's"
    if not (application.route_prefix or "/").startswith("/"):
        yield f"route_prefix '{application.route_prefix}' must begin with /"


def unknown_options(settings: Settings) -> Iterator[str]:
    for name in sorted(settings.engines.keys() & ENGINES):
        known = option_names(name)
        yield from (
            f"engine '{name}' has no option '{option}'; known: {', '.join(sorted(known))}"
            for option in sorted(settings.engines[name].keys() - known)
        )
        yield from wrong_values(name, {key: value for key, value in settings.engines[name].items() if key in known})


def most_replicas(deployment: DeploymentSchema) -> float:
    """How many there can be at once."""
    scaling = deployment.autoscaling_config
    if isinstance(scaling, dict):
        return int(scaling.get("max_replicas", 1))
    replicas = deployment.num_replicas
    return inf if replicas == "auto" else replicas if isinstance(replicas, int) else 1


def least_ongoing(deployment: str, limits: Limits) -> int:
    """Calls that admission lets through to one replica of a deployment."""
    per_render = limits.segments_ahead if deployment.startswith("Synthesizer-") else 1
    return limits.max_open_renders * per_render
