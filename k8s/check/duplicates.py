"""Duplicates: equal keys in lists that Kubernetes reads as maps; the last one wins unseen, or all are refused."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from k8s.check.build import Build, Complaint, name_of

KEYS = {
    "env": "name",
    "volumes": "name",
    "containers": "name",
    "initContainers": "name",
    "volumeMounts": "mountPath",
    "workerGroupSpecs": "groupName",
    "ports": "name",
}
"""Field that tells entries apart, by the name of the list."""


def check(build: Build) -> Iterator[Complaint]:
    for it in build.objects:
        for place, key, twice in duplicates(it, ""):
            yield Complaint(name_of(it), place, f"several entries with {key}: {twice}; leave one")


def duplicates(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from duplicates(inner, f"{place}.{name}".removeprefix("."))
    elif isinstance(value, list):
        key = KEYS.get(place.rpartition(".")[2])
        seen = Counter(item[key] for item in value if key and isinstance(item, dict) and key in item)
        yield from ((place, str(key), str(name)) for name, times in seen.items() if times > 1)
        for n, inner in enumerate(value):
            yield from duplicates(inner, f"{place}[{n}]")
