"""Placement: for every deployment a group of workers that can hold it, and time for it to end well."""

import re
from collections.abc import Iterator

from ray.serve.schema import DeploymentSchema

from deployments.config import most_replicas
from deployments.environment import CLUSTER
from k8s.check.build import Build, Complaint, name_of
from k8s.check.pods import Pod, pods, quantity, workers
from k8s.check.serving import served

DRAINING_S = float(CLUSTER["RAY_SERVE_DIRECT_INGRESS_MIN_DRAINING_PERIOD_S"])
ACCELERATORS = "nvidia.com/"
SLICE = re.compile(r"nvidia\.com/mig-\d+g\.\d+gb(\.me)?")
"""As NVIDIA's device plugin names them, by compute and memory."""


def check(build: Build) -> Iterator[Complaint]:
    groups = list(workers(build))
    for pod in pods(build):
        yield from gpu_complaints(pod)
    for it in build.of_kind("RayService"):
        try:
            deployments = served(it, build).applications[0].deployments
        except ValueError:  # ConfigError and ValidationError: serving.py tells
            continue
        for deployment in deployments:
            yield from homeless(deployment, groups, name_of(it))
        longest_s = max(float(deployment.graceful_shutdown_timeout_s) for deployment in deployments) + DRAINING_S
        delay_s = it["spec"].get("rayClusterDeletionDelaySeconds", 60)
        if delay_s < longest_s:
            yield Complaint(
                name_of(it),
                "spec.rayClusterDeletionDelaySeconds",
                f"is {delay_s}, and replicas may take {longest_s:g} s to end: raise it to that",
            )
        for pod in groups:
            yield from hasty(pod, longest_s)


def homeless(deployment: DeploymentSchema, groups: list[Pod], service: str) -> Iterator[Complaint]:
    """Complaints about a deployment that no group can hold."""
    where = f"spec.serveConfigV2 deployment '{deployment.name}'"
    options = deployment.ray_actor_options
    asked = options.model_dump(exclude_unset=True) if options and not isinstance(options, dict) else {}
    cpus, gpus, selector = asked.get("num_cpus", 1), asked.get("num_gpus", 0), asked.get("label_selector") or {}
    allowed = [pod for pod in groups if pod.group and selector.items() <= pod.group.get("labels", {}).items()]
    if not allowed:
        yield Complaint(service, where, f"no worker group has the labels {selector}: set `labels` of one")
        return
    holding = [pod for pod in allowed if cpus <= cpus_of(pod) and gpus <= gpus_of(pod)]
    if not holding:
        names = ", ".join(pod.labels["ray.io/group"] for pod in allowed)
        yield Complaint(
            service,
            where,
            f"wants {cpus:g} CPUs and {gpus:g} GPUs, more than a pod of group {names} has: set its limits",
        )
        return
    rooms = sum(pods_of(pod) * rooms_in(pod, cpus, gpus, deployment.max_replicas_per_node) for pod in holding)
    if (most := most_replicas(deployment)) > rooms:
        yield Complaint(
            service, where, f"may have {most:g} replicas, and there is room for {rooms:g}: raise maxReplicas"
        )


def rooms_in(pod: Pod, cpus: float, gpus: float, per_node: object) -> float:
    """Replicas that one pod holds."""
    rooms = [cpus_of(pod) // cpus if cpus else float("inf"), gpus_of(pod) // gpus if gpus else float("inf")]
    return min(*rooms, per_node if isinstance(per_node, int) else float("inf"))


def pods_of(pod: Pod) -> int:
    return int(pod.group["maxReplicas"]) if pod.group else 1


def cpus_of(pod: Pod) -> float:
    """That Ray counts."""
    said = pod.group["rayStartParams"].get("num-cpus") if pod.group else None
    return float(said) if said else quantity(limits(pod).get("cpu", 0))


def gpus_of(pod: Pod) -> float:
    """Whole ones and slices, of the container that comes first: Ray's."""
    return sum(quantity(amount) for name, amount in limits(pod).items() if name.startswith(ACCELERATORS))


def limits(pod: Pod) -> dict[str, str]:
    found: dict[str, str] = pod.spec["containers"][0].get("resources", {}).get("limits", {})
    return found


def gpu_complaints(pod: Pod) -> Iterator[Complaint]:
    """About a pod that has GPUs: nodes that are kept for them, and slices that Ray has to be told of."""
    if not gpus_of(pod):
        return
    if not any(it.get("key") == "nvidia.com/gpu" for it in pod.spec.get("tolerations", [])):
        yield Complaint(pod.object, f"{pod.field}.tolerations", "nodes with GPUs are tainted: tolerate nvidia.com/gpu")
    if not (pod.spec.get("nodeSelector") or pod.spec.get("affinity", {}).get("nodeAffinity")):
        yield Complaint(pod.object, f"{pod.field}.affinity", "say by label which accelerator it needs")
    if pod.is_ray and "cuda" not in pod.spec["containers"][0]["image"]:
        yield Complaint(pod.object, f"{pod.field}.containers[0].image", "has no CUDA: take the image declaim-cuda")
    for name in limits(pod):
        if name.startswith(f"{ACCELERATORS}mig-") and not SLICE.fullmatch(name):
            yield Complaint(pod.object, f"{pod.field}.containers[0].resources.limits", f"'{name}' is no slice of a GPU")
    sliced = any(name.startswith(f"{ACCELERATORS}mig-") for name in limits(pod))
    if sliced and pod.group and float(pod.group["rayStartParams"].get("num-gpus", 0)) != gpus_of(pod):
        where = pod.field.replace("template.spec", "rayStartParams.num-gpus")
        yield Complaint(pod.object, where, f'Ray counts no slices by itself: set it to "{gpus_of(pod):g}"')


def hasty(pod: Pod, longest_s: float) -> Iterator[Complaint]:
    """Complaints about a worker that is gone before its replicas have ended."""
    command = pod.spec["containers"][0].get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", [])
    waits_s = float(command[-1]) if "deployments.drain" in command else 0.0
    if waits_s < longest_s:
        yield Complaint(
            pod.object,
            f"{pod.field}.containers[0].lifecycle.preStop",
            f"waits {waits_s:g} s, and replicas may take {longest_s:g} s to end: run deployments.drain for as long",
        )
    grace_s = pod.spec.get("terminationGracePeriodSeconds", 30)
    if grace_s <= waits_s:
        yield Complaint(
            pod.object,
            f"{pod.field}.terminationGracePeriodSeconds",
            f"is {grace_s}, and preStop alone may take {waits_s:g} s: raise it above that",
        )
