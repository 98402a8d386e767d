"""Reach: network policies let Ray's pods to what they are told to connect to, and leave no pod open to all."""

from collections.abc import Iterator

from k8s.check.build import Build, Complaint, Object
from k8s.check.pods import Pod, behind, pods, ray_pods
from k8s.check.references import addresses
from k8s.check.selectors import matches


def check(build: Build) -> Iterator[Complaint]:
    callers = list(ray_pods(build))
    for field, host, port in addresses(build):
        for pod in behind(build, host):
            reached = target(build, host, port, pod)
            if reached is not None and not all(admitted(build, caller, pod, reached) for caller in callers):
                says = f"no NetworkPolicy lets Ray's pods to its port {port}, for {field}: add a rule"
                yield Complaint(pod.object, pod.field, says)
    for pod in pods(build):
        if not any(matches(policy["podSelector"], pod.labels) for policy in policies(build)):
            yield Complaint(
                pod.object, pod.field, "no NetworkPolicy names it, so anyone reaches all its ports: add one"
            )


def policies(build: Build) -> list[Object]:
    """Of who may come in."""
    return [it["spec"] for it in build.of_kind("NetworkPolicy") if "Ingress" in it["spec"]["policyTypes"]]


def target(build: Build, host: str, port: int, pod: Pod) -> int | None:
    """Of the container; None where Service or pod have no such port, of which others tell."""
    ports = (build.named("Service", host) or {"spec": {"ports": []}})["spec"]["ports"]
    targets = [it.get("targetPort", port) for it in ports if it["port"] == port]
    return pod.ports.get(targets[0]) if targets else None


def admitted(build: Build, caller: Pod, pod: Pod, port: int) -> bool:
    """A pod that no policy names can be reached by all, any other only as one of them says."""
    named = [it for it in policies(build) if matches(it["podSelector"], pod.labels)]
    return not named or any(admits(rule, caller, pod, port) for it in named for rule in it.get("ingress", []))


def admits(rule: Object, caller: Pod, pod: Pod, port: int) -> bool:
    """Callers are in the same namespace."""
    ports = [pod.ports.get(it["port"]) for it in rule.get("ports", [])]
    callers = [it.get("podSelector") for it in rule.get("from", []) if "namespaceSelector" not in it]
    from_here = any(selector is not None and matches(selector, caller.labels) for selector in callers)
    return (port in ports or "ports" not in rule) and (from_here or "from" not in rule)
