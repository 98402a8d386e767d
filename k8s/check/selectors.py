"""Selectors: services, budgets and policies find pods, and the ports that they name are there."""

from collections.abc import Iterator, Mapping

from k8s.check.build import Build, Complaint, Object, name_of
from k8s.check.pods import Pod, pods


def check(build: Build) -> Iterator[Complaint]:
    known = pods(build)
    for it in build.objects:
        if look := BY_KIND.get(it["kind"]):
            yield from look(it, known)
    for pod in known:
        yield from spread(pod)


def matches(selector: Object, labels: Mapping[str, str]) -> bool:
    """A LabelSelector."""
    expressions = selector.get("matchExpressions", [])
    return selector.get("matchLabels", {}).items() <= labels.items() and all(meets(it, labels) for it in expressions)


def meets(expression: Object, labels: Mapping[str, str]) -> bool:
    value, values = labels.get(expression["key"]), expression.get("values", [])
    return {
        "In": value in values,
        "NotIn": value not in values,
        "Exists": value is not None,
        "DoesNotExist": value is None,
    }[expression["operator"]]


def service(it: Object, known: list[Pod]) -> Iterator[Complaint]:
    found = [pod for pod in known if it["spec"]["selector"].items() <= pod.labels.items()]
    if not found:
        yield nobody(it, "spec.selector")
    for port in it["spec"]["ports"] if found else []:
        target = port.get("targetPort", port["port"])
        yield from no_port(it, "spec.ports", target, found)
        if it["spec"].get("clusterIP") == "None" and any(
            pod.ports.get(target, port["port"]) != port["port"] for pod in found
        ):
            yield Complaint(
                name_of(it), "spec.ports", f"its name leads to pods, whose port is not {port['port']}: make them alike"
            )


def no_port(it: Object, field: str, port: str | int, found: list[Pod]) -> Iterator[Complaint]:
    ports = set[str | int]().union(*(pod.ports for pod in found))
    if port not in ports:
        yield Complaint(
            name_of(it), field, f"no pod it selects has the port {port}; they have {', '.join(map(str, ports))}"
        )


def budget(it: Object, known: list[Pod]) -> Iterator[Complaint]:
    found = [pod for pod in known if matches(it["spec"]["selector"], pod.labels)]
    if not found:
        yield nobody(it, "spec.selector")
    least = it["spec"].get("minAvailable")
    if any(pod.is_ray for pod in found) and not isinstance(least, int):
        yield Complaint(
            name_of(it), "spec", "for Ray's pods Kubernetes counts nothing but a whole minAvailable: set that instead"
        )
    there = sum(pod.least for pod in found)
    if found and isinstance(least, int) and least >= there:
        yield Complaint(
            name_of(it), "spec.minAvailable", f"is {least}, and there may be {there} pods: no node could be drained"
        )


def policy(it: Object, known: list[Pod]) -> Iterator[Complaint]:
    found = [pod for pod in known if matches(it["spec"]["podSelector"], pod.labels)]
    if not found:
        yield nobody(it, "spec.podSelector")
    for n, rule in enumerate(it["spec"].get("ingress", [])):
        for peer in rule.get("from", []):
            within = peer.get("podSelector")
            if within and "namespaceSelector" not in peer and not any(matches(within, pod.labels) for pod in known):
                yield nobody(it, f"spec.ingress[{n}].from.podSelector")
        for port in rule.get("ports", []):
            if isinstance(port["port"], str) and found:
                yield from no_port(it, f"spec.ingress[{n}].ports", port["port"], found)


def pod_monitor(it: Object, known: list[Pod]) -> Iterator[Complaint]:
    found = [pod for pod in known if matches(it["spec"]["selector"], pod.labels)]
    if not found:
        yield nobody(it, "spec.selector")
    for n, endpoint in enumerate(it["spec"]["podMetricsEndpoints"] if found else []):
        yield from no_port(it, f"spec.podMetricsEndpoints[{n}].port", endpoint["port"], found)


def controller(it: Object, _: list[Pod]) -> Iterator[Complaint]:
    template = it["spec"]["template"]["metadata"].get("labels", {})
    if not matches(it["spec"]["selector"], template):
        yield Complaint(name_of(it), "spec.selector", "does not match spec.template.metadata.labels: make them alike")


def spread(pod: Pod) -> Iterator[Complaint]:
    for n, constraint in enumerate(pod.spec.get("topologySpreadConstraints", [])):
        if not matches(constraint.get("labelSelector", {}), pod.labels):
            field = f"{pod.field}.topologySpreadConstraints[{n}].labelSelector"
            yield Complaint(pod.object, field, "does not match the pod itself, so it spreads nothing")


def nobody(it: Object, field: str) -> Complaint:
    return Complaint(name_of(it), field, "matches no pod: correct it, or the labels")


BY_KIND = {
    "Service": service,
    "PodDisruptionBudget": budget,
    "NetworkPolicy": policy,
    "PodMonitor": pod_monitor,
    "StatefulSet": controller,
    "Deployment": controller,
}
