"""Selectors find pods, and ports are there."""

import pytest

from k8s.check.selectors import matches

BUDGETS, POLICIES, REDIS = "base/disruption-budgets.yaml", "base/network-policies.yaml", "base/redis/redis.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            REDIS,
            "selector: {app.kubernetes.io/name: redis}\n  ports",
            "selector: {app: redis}\n  ports",
            "spec.selector: match",
        ),
        (REDIS, "targetPort: redis", "targetPort: 6380", "no pod it selects has the port 6380"),
        (
            REDIS,
            "selector: {matchLabels: {app.kubernetes.io/name: redis}}",
            "selector: {matchLabels: {a: b}}",
            "make them al",
        ),
        (BUDGETS, "cpu-worker}", "cpu-workers}", "PodDisruptionBudget/cpu-workers spec.selector: matches no pod"),
        (
            BUDGETS,
            "minAvailable: 1",
            "maxUnavailable: 1",
            "for Ray's pods Kubernetes counts nothing but a whole minAvailable",
        ),
        (BUDGETS, "minAvailable: 1", "minAvailable: 2", "is 2, and there may be 2 pods: no node could be drained"),
        (
            POLICIES,
            "app.kubernetes.io/name: redis",
            "app.kubernetes.io/name: rediss",
            "NetworkPolicy/redis spec.podSelector",
        ),
        (
            POLICIES,
            "ports: [{port: redis,",
            "ports: [{port: reddis,",
            "NetworkPolicy/redis spec.ingress[0].ports: no pod it s",
        ),
        (
            "base/rayservice.yaml",
            "labelSelector: {matchLabels: {app.kubernetes.io/component: cpu-worker}}",
            "labelSelector: {matchLabels: {app.kubernetes.io/component: cpu}}",
            "topologySpreadConstraints[0].labelSelector: does not match the pod itself",
        ),
    ],
)
def test_what_matches_nothing_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "triton",
            "port: 8001,",
            "port: 80,",
            "Service/triton spec.ports: its name leads to pods, whose port is not 80:",
        ),
        ("pod-monitor", "component: triton", "component: tritn", "PodMonitor/triton spec.selector: matches no pod"),
        (
            "pod-monitor",
            "port: metrics",
            "port: metric",
            "PodMonitor/triton spec.podMetricsEndpoints[0].port: no pod it selects has the port metric",
        ),
        (
            "disruption-budget",
            "maxUnavailable: 1",
            "minAvailable: 2",
            "is 2, and there may be 2 pods: no node could be",
        ),
        ("network-policy", "port: grpc", "port: rpc", "NetworkPolicy/triton spec.ingress[0].ports: no pod it selects"),
    ],
)
def test_a_stock_triton_is_found_by_all_who_look_for_it(complaints, file, old, new, said):
    assert said in complaints(f"components/triton/{file}.yaml", old, new, overlay="triton")


def test_a_deployment_has_pods_to_spare_as_well(complaints):
    complaints(
        "components/triton/disruption-budget.yaml", "maxUnavailable: 1", "minAvailable: 1", overlay="triton", rc=0
    )


@pytest.mark.parametrize(
    ("operator", "values", "found"),
    [("In", ["a"], True), ("NotIn", ["a"], False), ("Exists", [], True), ("DoesNotExist", [], False)],
)
def test_expressions(operator, values, found):
    selector = {"matchExpressions": [{"key": "k", "operator": operator, "values": values}]}
    assert matches(selector, {"k": "a"}) is found
