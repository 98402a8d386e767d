"""Voices: files of them that ConfigMaps put where Declaim looks, and whether what they name is there."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import Pod, behind, environment, ray_pods
from models.errors import EngineUnavailable
from models.triton import TritonEngine
from models.voice import Voice, parse_voice, read_voice

ROOT = Path(__file__).parents[2]
"""Of what is in the image, as paths of containers are seen from there."""


def check(build: Build) -> Iterator[Complaint]:
    for it in build.of_kind("RayService"):
        yield from (Complaint(name_of(it), "spec.serveConfigV2 engines.triton", says) for says in wrong_options(it))
        switched_on, served = engines(it), models(build, triton(it))
        for file, voice in read(build).items():
            if voice.engine not in switched_on:
                says = f"its engine, {voice.engine}, is not among `engines` of serveConfigV2: switch it on"
                yield Complaint(name_of(it), f"voices/{file}", says)
            elif voice.engine == "triton" and served and voice.model not in served:
                says = (
                    f"Triton has no model '{voice.model}' there: export it, or name one of {', '.join(sorted(served))}"
                )
                yield Complaint(name_of(it), f"voices/{file}", says)


def files(build: Build) -> dict[str, str]:
    """By name, what pods of Ray find in `voices` of DECLAIM_HOME and a ConfigMap has."""
    found: dict[str, str] = {}
    for pod in ray_pods(build):
        container = pod.spec["containers"][0]
        folder = Path(environment(container, build).get("DECLAIM_HOME", "/"), "voices")
        for mount in container.get("volumeMounts", []):
            for path, text in mounted(build, pod, mount).items():
                if path.parent == folder and path.suffix == ".yaml":
                    found[path.name] = text
    return found


def mounted(build: Build, pod: Pod, mount: Object) -> dict[Path, str]:
    """Files that a mount brings, if their volume is a ConfigMap."""
    names = [it.get("configMap", {}).get("name", "") for it in pod.spec["volumes"] if it["name"] == mount["name"]]
    content = [(build.named("ConfigMap", name) or {}).get("data", {}) for name in names]
    whole = {Path(mount["mountPath"], key): text for data in content for key, text in data.items()}
    if "subPath" not in mount:
        return whole
    return {Path(mount["mountPath"]): text for path, text in whole.items() if path.name == mount["subPath"]}


def read(build: Build) -> dict[str, Voice]:
    """Those that can be; of others serving.py tells."""
    found: dict[str, Voice] = {}
    for name, text in files(build).items():
        try:
            found[name] = parse_voice(text.encode())
        except ValueError:
            continue
    return found


def engines(service: Object) -> Mapping[str, Any]:
    """Options of those that are switched on; none where the text is no configuration, of which serving.py tells."""
    try:
        return written(service["spec"]["serveConfigV2"])
    except (yaml.YAMLError, TypeError, KeyError, ValueError, AttributeError):
        return {}


@cache
def written(text: str) -> Mapping[str, Any]:
    """The same of a serveConfigV2, which several checks ask for."""
    (application,) = yaml.load(text, Loader=yaml.CSafeLoader)["applications"]
    return {name: options or {} for name, options in application["args"]["engines"].items()}


def triton(service: Object) -> Mapping[str, Any]:
    """Options of the engine triton, where they make sense."""
    options: Mapping[str, Any] = engines(service).get("triton", {})
    return {} if any(wrong_options(service)) else options


def wrong_options(service: Object) -> Iterator[str]:
    options = engines(service).get("triton")
    if options is not None and "url" not in options:
        yield "there is no Triton beside it, where it looks without `url`: name a Service"
    try:
        TritonEngine(**(options or {}))
    except ValueError as error:
        yield str(error)
    except (EngineUnavailable, TypeError):  # without the extra; and unknown ones, of which serving.py tells
        return


def models(build: Build, options: Mapping[str, Any]) -> set[str]:
    """That the pods at its address are seen to export; none where their repository comes from elsewhere."""
    host = options.get("url", "").rpartition(":")[0]
    commands = [container.get("command", []) for pod in behind(build, host) for container in pod.containers]
    exports = [command for command in commands if "models.triton.export" in command]
    return {read_voice(ROOT / word).id for command in exports for word in command if word.endswith(".yaml")}
