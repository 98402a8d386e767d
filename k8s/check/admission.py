"""Admission: what an API server refuses in pods although its schema allows it, and names in them that lead nowhere."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import UNITS, Pod, environment, pods, quantity

WORDS: Mapping[str, set[str]] = {
    "effect": {"NoSchedule", "PreferNoSchedule", "NoExecute"},
    "imagePullPolicy": {"Always", "IfNotPresent", "Never"},
    "protocol": {"TCP", "UDP", "SCTP"},
    "whenUnsatisfiable": {"DoNotSchedule", "ScheduleAnyway"},
}
"""What these fields may say, wherever they are; the schema has them as any text."""
ACCESS = {"ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"}
JOBS_RESTART = {"OnFailure", "Never"}
AMOUNT = re.compile(rf"\d+(\.\d+)?({'|'.join(UNITS)})")
ANSWERED = {"/-/healthz", "/api/healthz", "/api/gcs_healthz", "/api/local_raylet_healthz"}
"""What Ray's processes answer to probes: Serve's proxy, then dashboard and agents."""


def check(build: Build) -> Iterator[Complaint]:
    for it in build.objects:
        yield from words(name_of(it), "", it)
    for it in build.of_kind("StatefulSet"):
        yield from stateful(it, build)
    for it in build.of_kind("Job"):
        if it["spec"]["template"]["spec"].get("restartPolicy") not in JOBS_RESTART:
            yield Complaint(name_of(it), "spec.template.spec.restartPolicy", "of a Job must be OnFailure or Never")
    for pod in pods(build):
        for field, says in [*volumes(pod, build), *ports(pod), *paths(pod), *amounts(pod), *variables(pod, build)]:
            yield Complaint(pod.object, f"{pod.field}.{field}", says)


def words(name: str, place: str, value: Any) -> Iterator[Complaint]:
    """Complaints about words that Kubernetes does not know, and amounts that it cannot read."""
    if isinstance(value, list):
        for n, inner in enumerate(value):
            yield from words(name, f"{place}[{n}]", inner)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        where = f"{place}.{key}".removeprefix(".")
        if key in WORDS and isinstance(inner, str) and inner not in WORDS[key]:
            yield Complaint(name, where, f"'{inner}' must be one of {', '.join(sorted(WORDS[key]))}")
        for amount in (inner if key in {"requests", "limits"} else {key: inner} if key == "sizeLimit" else {}).items():
            if not AMOUNT.fullmatch(str(amount[1])):
                yield Complaint(name, where, f"{amount[0]} '{amount[1]}' is no amount: write 2, 500m or 8Gi")
        yield from words(name, where, inner)


def stateful(it: Object, build: Build) -> Iterator[Complaint]:
    service = it["spec"].get("serviceName", "")
    if build.named("Service", service) is None:
        yield Complaint(name_of(it), "spec.serviceName", f"there is no Service '{service}'")
    for n, claim in enumerate(it["spec"].get("volumeClaimTemplates", [])):
        if wrong := set(claim["spec"].get("accessModes", [])) - ACCESS:
            where = f"spec.volumeClaimTemplates[{n}].spec.accessModes"
            yield Complaint(name_of(it), where, f"'{min(wrong)}' must be one of {', '.join(sorted(ACCESS))}")


def volumes(pod: Pod, build: Build) -> Iterator[tuple[str, str]]:
    there = {volume["name"] for volume in pod.spec.get("volumes", [])}
    for it in build.of_kind("StatefulSet"):
        if name_of(it) == pod.object:
            there |= {claim["metadata"]["name"] for claim in it["spec"].get("volumeClaimTemplates", [])}
    for container in pod.containers:
        for mount in container.get("volumeMounts", []):
            if mount["name"] not in there:
                yield f"{container['name']}.volumeMounts", f"there is no volume '{mount['name']}': add it to `volumes`"


def asked(container: Object) -> Iterator[tuple[str, Object]]:
    """Name and HTTP request of each of its probes."""
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        if request := container.get(probe, {}).get("httpGet"):
            yield f"{container['name']}.{probe}.httpGet", request


def ports(pod: Pod) -> Iterator[tuple[str, str]]:
    for container in pod.containers:
        named = {port.get("name") for port in container.get("ports", [])}
        for field, request in asked(container):
            if isinstance(request["port"], str) and request["port"] not in named:
                yield f"{field}.port", f"the container has no port '{request['port']}': name one of its `ports`"


def paths(pod: Pod) -> Iterator[tuple[str, str]]:
    for container in pod.spec["containers"][:1] if pod.is_ray else []:
        for field, request in asked(container):
            if request.get("path") not in ANSWERED:
                yield f"{field}.path", f"nothing of Ray answers it: ask for {' or '.join(sorted(ANSWERED))}"


def amounts(pod: Pod) -> Iterator[tuple[str, str]]:
    for container in pod.containers:
        resources = container.get("resources", {})
        limits, requests = resources.get("limits", {}), resources.get("requests", {})
        for name in limits.keys() & requests.keys():
            if not all(AMOUNT.fullmatch(str(amount)) for amount in (requests[name], limits[name])):
                continue  # of which `words` tells
            if quantity(requests[name]) > quantity(limits[name]):
                field = f"{container['name']}.resources.requests.{name}"
                yield field, f"is {requests[name]}, more than its limit of {limits[name]}"


def variables(pod: Pod, build: Build) -> Iterator[tuple[str, str]]:
    """What Kubernetes leaves as it is written, because there is nothing to put in its place."""
    for container in pod.containers:
        told = environment(container, build)
        written = [*container.get("command", []), *container.get("args", []), *told.values()]
        for name in dict.fromkeys(re.findall(r"\$\((\w+)\)", " ".join(written))):
            if name not in told:
                yield f"{container['name']}", f"$({name}) is nothing that `env` tells before: correct the name"
