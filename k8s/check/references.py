"""References: what pods name is there, or is among the Secrets that an operator makes."""

from collections.abc import Iterator
from typing import Any

from k8s.check.build import Build, Complaint, name_of
from k8s.check.pods import environment, pods, ray_pods
from k8s.check.voices import triton

SECRETS = {
    "declaim": {"api-keys", "s3-access-key", "s3-secret-key"},
    "declaim-redis": {"cache", "queue", "gcs"},
}
"""Names and keys of the Secrets that are made by hand, as docs/operations.md shows."""

NOWHERE = {"Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume", "PriorityClass", "StorageClass"}
"""Kinds that are in no namespace."""

KINDS = {"configMapRef": "ConfigMap", "configMapKeyRef": "ConfigMap", "configMap": "ConfigMap"}


def check(build: Build) -> Iterator[Complaint]:
    for pod in pods(build):
        yield from missing(build, pod.object, pod.field, pod.spec)
    for it in build.of_kind("RayService"):
        cluster = it["spec"]["rayClusterConfig"]
        for field in ("gcsFaultToleranceOptions", "authOptions"):
            yield from missing(build, name_of(it), f"spec.rayClusterConfig.{field}", cluster.get(field, {}))
        yield from unknown_hosts(build, name_of(it))
    yield from unknown_bucket(build)
    yield from elsewhere(build)


def elsewhere(build: Build) -> Iterator[Complaint]:
    """Complaints about objects that are in no namespace of this build: they would land in whichever is the caller's."""
    names = {it["metadata"]["name"] for it in build.of_kind("Namespace")}
    for it in build.objects:
        if it["kind"] not in NOWHERE and it["metadata"].get("namespace") not in names:
            says = f"must be {' or '.join(sorted(names))}: write `namespace` in the overlay's kustomization.yaml"
            yield Complaint(name_of(it), "metadata.namespace", says)


def unknown_bucket(build: Build) -> Iterator[Complaint]:
    """Complaints about a bucket that is made and not used."""
    used = next((environment(pod.containers[0], build).get("DECLAIM_S3_BUCKET") for pod in ray_pods(build)), None)
    for it in build.of_kind("Job"):
        for container in it["spec"]["template"]["spec"]["containers"]:
            command = container.get("command", [])
            made = command[-1] if "mb" in command else None
            if made and made.rpartition("/")[2] != used:
                says = f"makes '{made}', and DECLAIM_S3_BUCKET is {used}: make them alike"
                yield Complaint(name_of(it), "spec.template.spec.containers[0].command", says)


def missing(build: Build, name: str, place: str, value: Any) -> Iterator[Complaint]:
    """Complaints about what is named within `value` and is nowhere."""
    if isinstance(value, list):
        for n, inner in enumerate(value):
            yield from missing(build, name, f"{place}[{n}]", inner)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        yield from (Complaint(name, f"{place}.{key}", says) for says in lacks(build, key, inner))
        yield from missing(build, name, f"{place}.{key}", inner)


def lacks(build: Build, key: str, value: Any) -> Iterator[str]:
    if key in {"secretKeyRef", "secretRef"}:
        yield from no_secret(value["name"], value.get("key"))
    elif key in {"secretName", "imagePullSecrets"}:
        for name in [value] if isinstance(value, str) else [it["name"] for it in value]:
            yield from no_secret(name, None)
    elif key in KINDS:
        yield from no_config_map(build, value["name"], value.get("key"))
    elif key == "claimName" and build.named("PersistentVolumeClaim", value) is None:
        yield f"there is no PersistentVolumeClaim '{value}': add it to the resources"
    elif key == "serviceAccountName" and build.named("ServiceAccount", value) is None:
        yield f"there is no ServiceAccount '{value}': add it to the resources"


def no_secret(name: str, key: str | None) -> Iterator[str]:
    if name not in SECRETS:
        yield f"there is no Secret '{name}': name one of {', '.join(SECRETS)}, or document it (k8s/check/references.py)"
    elif key is not None and key not in SECRETS[name]:
        yield f"the Secret '{name}' has no key '{key}': it has {', '.join(sorted(SECRETS[name]))}"


def no_config_map(build: Build, name: str, key: str | None) -> Iterator[str]:
    if (found := build.named("ConfigMap", name)) is None:
        yield f"there is no ConfigMap '{name}': generate it, or list the field in base/rayservice-references.yaml"
    elif key is not None and key not in found.get("data", {}):
        yield f"the ConfigMap '{name}' has no key '{key}'"


def unknown_hosts(build: Build, name: str) -> Iterator[Complaint]:
    """Complaints about addresses within the namespace where no Service is."""
    for field, host, port in addresses(build):
        service = build.named("Service", host)
        if "." not in host and port not in {
            port["port"] for port in (service or {"spec": {"ports": []}})["spec"]["ports"]
        }:
            yield Complaint(name, field, f"no Service '{host}' has the port {port}: correct the address")


def addresses(build: Build) -> Iterator[tuple[str, str, int]]:
    """Field or variable, host and port of what Ray's pods are told to connect to."""
    for it in build.of_kind("RayService"):
        options = it["spec"]["rayClusterConfig"].get("gcsFaultToleranceOptions", {})
        host, _, port = options.get("redisAddress", ":0").rpartition(":")
        yield "spec.rayClusterConfig.gcsFaultToleranceOptions.redisAddress", host, int(port)
        if url := triton(it).get("url"):
            host, _, port = url.rpartition(":")
            yield "spec.serveConfigV2 engines.triton.url", host, int(port)
    told = next((environment(pod.containers[0], build) for pod in ray_pods(build)), {})
    for variable in ("DECLAIM_REDIS_URL", "DECLAIM_QUEUE_REDIS_URL", "DECLAIM_S3_ENDPOINT"):
        if url := told.get(variable):
            host, _, port = url.partition("://")[2].rpartition("@")[2].partition("/")[0].partition(":")
            yield f"env {variable}", host, int(port or 443)
