"""Serving: serveConfigV2 as Ray Serve reads it and as Declaim does, in the environment that the pods have."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError
from ray.serve.schema import ServeDeploySchema

from deployments.config import ConfigError, read_config
from deployments.settings import Secrets
from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import environment, ray_pods
from k8s.check.schemas import path
from k8s.check.voices import files

FIELD = "spec.serveConfigV2"


def check(build: Build) -> Iterator[Complaint]:
    for it in build.of_kind("RayService"):
        try:
            served(it, build)
        except ValidationError as error:
            for problem in error.errors():
                where = path(str(step).removeprefix("DECLAIM_") for step in problem["loc"])
                yield Complaint(name_of(it), "env", f"DECLAIM_{where.upper()}: {problem['msg']}")
        except ConfigError as error:
            yield Complaint(name_of(it), FIELD, str(error))


def served(service: Object, build: Build) -> ServeDeploySchema:
    """What it says. Raises ConfigError, or ValidationError for the environment."""
    head = next(pod for pod in ray_pods(build) if pod.object == name_of(service))
    told = environment(head.containers[0], build)
    return read(service["spec"]["serveConfigV2"], frozenset(told.items()), frozenset(files(build).items()))


@cache
def read(text: str, told: frozenset[tuple[str, str]], voices: frozenset[tuple[str, str]]) -> ServeDeploySchema:
    """In that environment, with those files of voices and no others; placement.py asks for it too."""
    with TemporaryDirectory() as home:
        file, folder = Path(home, "serve_config.yaml"), Path(home, "voices")
        folder.mkdir()
        for path, content in {file: text, **{folder / name: voice for name, voice in voices}}.items():
            path.write_text(content, encoding="utf-8")
        try:
            return read_config(file, secrets({**dict(told), "DECLAIM_HOME": home}))
        except ConfigError as error:
            raise ConfigError(str(error).removeprefix(f"{file}: ").replace(f"{home}/", "")) from None


def secrets(told: Mapping[str, str]) -> Secrets:
    """Of that environment alone, and not of the one in which this runs."""
    prefix = "DECLAIM_"
    given = {name.removeprefix(prefix).lower(): value for name, value in told.items() if name.startswith(prefix)}
    return Secrets(_env_prefix="NOT_READ_", **given)  # type: ignore[arg-type]
