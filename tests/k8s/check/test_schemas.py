"""Fields and types of Kubernetes' own."""

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("base/redis/redis.yaml", "serviceName:", "servisName:", "StatefulSet/redis-cache spec: "),
        (
            "base/redis/redis.yaml",
            "containerPort: 6379",
            'containerPort: "6379"',
            "ports[0].containerPort: '6379' is not",
        ),
        (
            "base/rayservice.yaml",
            "topologyKey: kubernetes",
            "topologyKy: kubernetes",
            "workerGroupSpecs[0].template.spec.top",
        ),
        ("base/rayservice.yaml", "path: /-/healthz, port: serve", "path: /-/healthz", "readinessProbe.httpGet"),
        (
            "base/rayservice.yaml",
            "fsGroup: 1000",
            'fsGroup: "x"',
            "headGroupSpec.template.spec.securityContext.fsGroup",
        ),
        ("base/namespace.yaml", "kind: Namespace", "kind: Nemespace", "nothing here checks a v1 Nemespace"),
    ],
)
def test_a_misspelt_field_or_a_wrong_type_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)
