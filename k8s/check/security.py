"""Security: no pod may do more than it must, or take more than it was given."""

from collections.abc import Iterator

from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import Pod, pods

HOST = ("hostNetwork", "hostPID", "hostIPC")


def check(build: Build) -> Iterator[Complaint]:
    for pod in pods(build):
        yield from (Complaint(pod.object, f"{pod.field}.{field}", says) for field, says in pod_wide(pod))
        for n, container in enumerate(pod.containers):
            yield from container_complaints(pod.object, f"{pod.field}.containers[{n}]", container, pod.spec)
    for it in build.of_kind("RayService"):
        options = it["spec"]["rayClusterConfig"].get("autoscalerOptions", {})
        yield from confinement(name_of(it), "spec.rayClusterConfig.autoscalerOptions", options)


def pod_wide(pod: Pod) -> Iterator[tuple[str, str]]:
    context = pod.spec.get("securityContext", {})
    if context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "securityContext.seccompProfile", "set {type: RuntimeDefault}"
    yield from ((name, "leave it out") for name in HOST if pod.spec.get(name))
    for n, volume in enumerate(pod.spec.get("volumes", [])):
        if "hostPath" in volume:
            yield f"volumes[{n}].hostPath", "a pod must not see its node's files: use a claim"
    # KubeRay gives the head an account of its own: its autoscaler speaks with Kubernetes.
    if pod.spec.get("automountServiceAccountToken") is not False and pod.labels.get("ray.io/node-type") != "head":
        yield "automountServiceAccountToken", "set it to false: nothing in it speaks with Kubernetes"


def container_complaints(name: str, place: str, container: Object, spec: Object) -> Iterator[Complaint]:
    context = {**spec.get("securityContext", {}), **container.get("securityContext", {})}
    if context.get("runAsNonRoot") is not True or not context.get("runAsUser"):
        yield Complaint(name, f"{place}.securityContext", "set runAsNonRoot: true and a runAsUser that is not 0")
    if container["image"].rpartition("/")[2].partition(":")[2] in {"", "latest"}:
        yield Complaint(
            name, f"{place}.image", f"'{container['image']}' has no version: name one (`images:` of the overlay)"
        )
    yield from confinement(name, place, container)


def confinement(name: str, place: str, container: Object) -> Iterator[Complaint]:
    context = container.get("securityContext", {})
    wanted = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True}
    for field, value in wanted.items():
        if context.get(field) is not value:
            yield Complaint(name, f"{place}.securityContext.{field}", f"set it to {str(value).lower()}")
    if context.get("capabilities", {}).get("drop") != ["ALL"] or context.get("privileged"):
        yield Complaint(name, f"{place}.securityContext.capabilities", "set {drop: [ALL]}, and not privileged")
    for kind in ("requests", "limits"):
        for resource in ("cpu", "memory"):
            if resource not in container.get("resources", {}).get(kind, {}):
                yield Complaint(name, f"{place}.resources.{kind}", f"say how much {resource}")
