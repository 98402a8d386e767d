"""Schemas: fields and types, of Kubernetes' own kinds and of the pods within a RayService."""

import json
from collections.abc import Iterable, Iterator
from functools import cache

import kubernetes_validate

from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import ray_pods

KUBERNETES = "1.32"
"""The oldest version that KubeRay 1.7 and these manifests are meant for."""

OTHERS = {"RayService", "PodMonitor", "PrometheusRule"}
"""Kinds that Kubernetes does not know; they are checked elsewhere."""


def check(build: Build) -> Iterator[Complaint]:
    for it in build.objects:
        if it["kind"] not in OTHERS:
            yield from complaints(it, name_of(it), "")
    for pod in ray_pods(build):
        spec = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "any"}, "spec": pod.spec}
        yield from complaints(spec, pod.object, pod.field.removesuffix("spec"))


def complaints(it: Object, name: str, prefix: str) -> Iterator[Complaint]:
    if problem := problem_of(json.dumps(it)):
        yield Complaint(name, prefix + problem[0], problem[1])


@cache
def problem_of(text: str) -> tuple[str, str] | None:
    """Field and reason of the first thing wrong in an object; overlays share most of them, and each takes 10 ms."""
    it = json.loads(text)
    try:
        kubernetes_validate.validate(it, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        return path(error.path), f"{error.message}; see kubectl explain {it['kind'].lower()}"
    except kubernetes_validate.SchemaNotFoundError:
        return "kind", f"nothing here checks a {it['apiVersion']} {it['kind']}"
    return None


def path(steps: Iterable[object]) -> str:
    """`a.b[0].c` of what a validator counts up."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(parts).removeprefix(".") or "."
