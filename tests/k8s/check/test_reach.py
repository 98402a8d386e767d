"""Who may connect to whom."""

import pytest

from k8s.check.pods import Pod
from k8s.check.reach import admits

POLICIES = "base/network-policies.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            POLICIES,
            'podSelector: {matchLabels: {ray.io/is-ray-node: "yes"}}\n      ports: [{port: redis,',
            "podSelector: {matchLabels: {ray.io/node-type: worker}}\n      ports: [{port: redis,",
            "StatefulSet/redis-queue spec.template.spec: no NetworkPolicy lets Ray's pods to its port 6379, for env",
        ),
        (
            POLICIES,
            "port: redis,",
            "port: 6380,",
            "to its port 6379, for spec.rayClusterConfig.gcsFaultToleranceOptions",
        ),
        (
            "components/minio/network-policy.yaml",
            "component: minio}",
            "component: minio-bucket}",
            "StatefulSet/minio spec.template.spec: no NetworkPolicy lets Ray's pods to its port 9000, for env DECLAIM",
        ),
        (
            "components/triton/network-policy.yaml",
            "port: grpc",
            "port: http",
            "Deployment/triton spec.template.spec: no NetworkPolicy lets Ray's pods to its port 8001, for spec.serve",
        ),
    ],
)
def test_a_policy_that_is_in_the_way_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new, overlay="triton")


@pytest.mark.parametrize(
    ("rule", "admitted"),
    [
        ({}, True),
        ({"ports": [{"port": "grpc"}]}, True),
        ({"ports": [{"port": 8002}]}, False),
        ({"from": [{"podSelector": {}}]}, True),
        ({"from": [{"podSelector": {"matchLabels": {"a": "c"}}}]}, False),
        ({"from": [{"namespaceSelector": {}}]}, False),
    ],
)
def test_rules(rule, admitted):
    ports = [{"name": "grpc", "containerPort": 8001}, {"containerPort": 8002}]
    pod = Pod("Deployment/triton", "spec", {}, {"containers": [{"ports": ports}]}, 1)
    assert admits(rule, Pod("RayService/declaim", "spec", {"a": "b"}, {}, 1), pod, 8001) is admitted


def test_pods_that_no_policy_names_are_named(complaints):
    said = complaints("base/kustomization.yaml", "  - network-policies.yaml\n", "")
    assert "no NetworkPolicy names it, so anyone reaches all its ports: add one" in said
