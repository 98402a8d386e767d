"""Redis: three servers, each set up for what it is for."""

from collections.abc import Iterator

from k8s.check.build import Build, Complaint, Object
from k8s.check.pods import Pod, behind, quantity
from k8s.check.references import addresses

CACHE = {"maxmemory-policy": "allkeys-lru", "appendonly": "no"}
KEPT = {"maxmemory-policy": "noeviction", "appendonly": "yes"}
ROLES = {
    "env DECLAIM_REDIS_URL": CACHE,
    "env DECLAIM_QUEUE_REDIS_URL": KEPT,
    "spec.rayClusterConfig.gcsFaultToleranceOptions.redisAddress": KEPT,
}
BYTES = {"kb": 2**10, "mb": 2**20, "gb": 2**30}


def check(build: Build) -> Iterator[Complaint]:
    servers = {field: host for field, host, _ in addresses(build) if field in ROLES}
    for field, host in servers.items():
        shared = [other for other, theirs in servers.items() if theirs == host and other != field]
        if shared:
            yield Complaint(
                f"Service/{host}", "", f"is both {field} and {', '.join(shared)}: give each a Redis of its own"
            )
        for pod in behind(build, host):
            yield from ill_set(build, pod, field)


def ill_set(build: Build, pod: Pod, field: str) -> Iterator[Complaint]:
    said, wanted = redis_conf(build, pod), ROLES[field]
    where = f"{pod.field} redis.conf"
    for name, value in wanted.items():
        if said.get(name) != value:
            yield Complaint(pod.object, where, f"{name} is {said.get(name)}; for {field} it must be {value}")
    most, limit = size(said.get("maxmemory", "0")), quantity(pod.containers[0]["resources"]["limits"]["memory"])
    if not 0 < most <= 0.75 * limit:
        yield Complaint(
            pod.object, where, f"maxmemory is {most:g} bytes: set it, to at most three quarters of {limit:g}"
        )
    if wanted is KEPT and "data" in {volume["name"] for volume in pod.spec.get("volumes", [])}:
        yield Complaint(
            pod.object, f"{pod.field}.volumes", "what it keeps must outlive the pod: use volumeClaimTemplates"
        )


def redis_conf(build: Build, pod: Pod) -> dict[str, str]:
    maps = (volume["configMap"]["name"] for volume in pod.spec.get("volumes", []) if "configMap" in volume)
    found: list[Object] = [it for name in maps if (it := build.named("ConfigMap", name))]
    lines = [line.split(maxsplit=1) for it in found for line in it["data"].get("redis.conf", "").splitlines()]
    return {line[0]: line[1].strip() for line in lines if len(line) > 1}


def size(text: str) -> float:
    unit = text[-2:].lower()
    return float(text[:-2]) * BYTES[unit] if unit in BYTES else float(text)
