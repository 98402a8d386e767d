"""Environment: processes of Ray agree with each other, and with what is set on one machine."""

from collections.abc import Iterator

from deployments.environment import CLUSTER
from k8s.check.build import Build, Complaint
from k8s.check.pods import Pod, environment, ray_pods

SHARED = ("RAY_", "DECLAIM_", "OMP_")


def check(build: Build) -> Iterator[Complaint]:
    told = [(pod, shared(pod, build)) for pod in ray_pods(build)]
    for pod, ours in told:
        yield from unlike(pod, ours, CLUSTER, "deployments/environment.py")
    for pod, ours in told[1:]:
        yield from unlike(pod, ours, told[0][1], "the head")
        for name in sorted(ours.keys() - told[0][1].keys()):
            yield Complaint(pod.object, where(pod), f"{name} is set, and on the head it is not: set it on all or none")


def shared(pod: Pod, build: Build) -> dict[str, str]:
    ray = environment(pod.spec["containers"][0], build)
    return {name: value for name, value in ray.items() if name.startswith(SHARED)}


def unlike(pod: Pod, ours: dict[str, str], theirs: dict[str, str], whose: str) -> Iterator[Complaint]:
    for name, value in theirs.items():
        if (given := ours.get(name)) != value:
            yield Complaint(pod.object, where(pod), f"{name} is {given}, and {value} in {whose}: make them alike")


def where(pod: Pod) -> str:
    return f"{pod.field}.containers[0].env"
