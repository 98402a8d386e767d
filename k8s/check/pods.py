"""Pods: every pod that a build leads to, whoever makes it, and what its containers are told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from k8s.check.build import Build, Object, name_of

UNITS = {"": 1, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


@dataclass(frozen=True)
class Pod:
    """One kind of pod of one object."""

    object: str
    field: str
    """Where its spec is in that object."""
    labels: Mapping[str, str]
    spec: Object
    least: int
    """How many there are at any time."""
    group: Object | None = None
    """Of a RayService's worker, its group."""

    @property
    def containers(self) -> list[Object]:
        return [*self.spec.get("initContainers", []), *self.spec["containers"]]

    @property
    def is_ray(self) -> bool:
        return "ray.io/node-type" in self.labels

    @property
    def ports(self) -> dict[str | int, int]:
        """Numbers, by names and by themselves."""
        ports = [port for container in self.containers for port in container.get("ports", [])]
        return {port[key]: port["containerPort"] for key in ("containerPort", "name") for port in ports if key in port}


def pods(build: Build) -> list[Pod]:
    return [*ray_pods(build), *plain_pods(build)]


def plain_pods(build: Build) -> Iterator[Pod]:
    for it in build.of_kind("Deployment", "StatefulSet", "DaemonSet", "Job"):
        template, least = it["spec"]["template"], it["spec"].get("replicas", 1)
        yield Pod(name_of(it), "spec.template.spec", template["metadata"].get("labels", {}), template["spec"], least)


def ray_pods(build: Build) -> Iterator[Pod]:
    """With the labels that KubeRay puts on them."""
    for it in build.of_kind("RayService"):
        cluster, place = it["spec"]["rayClusterConfig"], "spec.rayClusterConfig"
        yield ray_pod(it, f"{place}.headGroupSpec", cluster["headGroupSpec"], "head")
        for n, group in enumerate(cluster.get("workerGroupSpecs", [])):
            yield ray_pod(it, f"{place}.workerGroupSpecs[{n}]", group, "worker")


def ray_pod(service: Object, place: str, group: Object, node_type: str) -> Pod:
    given = group["template"].get("metadata", {}).get("labels", {})
    name = group.get("groupName", "headgroup")
    ours = {
        "ray.io/is-ray-node": "yes",
        "ray.io/node-type": node_type,
        "ray.io/group": name,
        "ray.io/cluster": service["metadata"]["name"],  # and some letters behind it
    }
    field, least = f"{place}.template.spec", group.get("minReplicas", 0)
    return Pod(name_of(service), field, {**given, **ours}, group["template"]["spec"], least, group)


def workers(build: Build) -> Iterator[Pod]:
    return (pod for pod in ray_pods(build) if pod.labels["ray.io/node-type"] == "worker")


def behind(build: Build, host: str) -> list[Pod]:
    """Pods of a Service of this build; none, where the address is elsewhere."""
    service = build.named("Service", host)
    return [pod for pod in pods(build) if service and service["spec"]["selector"].items() <= pod.labels.items()]


def environment(container: Object, build: Build) -> dict[str, str]:
    """What the container is told; a Secret's value is a word of letters."""
    told: dict[str, str] = {}
    for source in container.get("envFrom", []):
        if found := build.named("ConfigMap", source.get("configMapRef", {}).get("name", "")):
            told |= found.get("data", {})
    for entry in container.get("env", []):
        value = str(entry.get("value", "fromASecret"))
        told[entry["name"]] = re.sub(r"\$\((\w+)\)", lambda name: told.get(name[1], name[0]), value)
    return told


def quantity(value: Any) -> float:
    """Of CPUs, bytes or GPUs, as Kubernetes writes it."""
    number, unit = re.fullmatch(r"([\d.]+)(\w*)", str(value)).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]
