"""Build: what kustomize makes of an overlay."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Object = Mapping[str, Any]
"""A part of a manifest."""


class NoKubectl(RuntimeError):
    """There is no kubectl that builds overlays as these are written."""


class BuildFailed(ValueError):
    """What kustomize says of an overlay."""


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong: where, and what to do about it."""

    object: str
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.object} {self.field}: {self.says}"


@dataclass(frozen=True)
class Build:
    """The objects of one overlay."""

    objects: tuple[Object, ...]

    def of_kind(self, *kinds: str) -> Iterator[Object]:
        return (it for it in self.objects if it["kind"] in kinds)

    def named(self, kind: str, name: str) -> Object | None:
        return next((it for it in self.of_kind(kind) if it["metadata"]["name"] == name), None)


def name_of(it: Object) -> str:
    return f"{it['kind']}/{it['metadata']['name']}"


def kubectl() -> str:
    """The program: the one of this environment before others. Raises NoKubectl."""
    here = Path(sys.executable).parent / "kubectl"
    found = str(here) if here.exists() else shutil.which("kubectl")
    if found is None:
        raise NoKubectl("there is no kubectl")
    told = subprocess.run([found, "version", "--client"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    if not re.search(r"Kustomize Version: v[5-9]", told):
        raise NoKubectl(f"{found} is older than 1.27, whose kustomize is the first to know what is used here")
    return found


def build(program: str, overlay: Path) -> Build:
    """Raises BuildFailed."""
    made = subprocess.run([program, "kustomize", str(overlay)], capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode != 0:
        raise BuildFailed(made.stderr.strip().removeprefix("error: "))
    return Build(tuple(it for it in yaml.load_all(made.stdout, Loader=yaml.CSafeLoader) if it))
