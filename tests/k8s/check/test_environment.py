"""Head, workers and a single machine agree."""

import pytest

ENVIRONMENT = "base/environment.env"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            ENVIRONMENT,
            "HA_PROXY=1",
            "HA_PROXY=0",
            "RAY_SERVE_ENABLE_HA_PROXY is 0, and 1 in deployments/environment.py",
        ),
        (ENVIRONMENT, "RAY_worker_niceness=0", "", "RAY_worker_niceness is None, and 0 in deployments/environment.py"),
        (ENVIRONMENT, "PERIOD_S=30", "PERIOD_S=1", "DRAINING_PERIOD_S is 1, and 30 in"),
    ],
)
def test_what_one_machine_has_a_cluster_has(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


def test_head_and_workers_are_told_the_same(complaints):
    own = "env:\n                  - {name: RAY_SERVE_HAPROXY_NBTHREAD, value: '4'}"
    said = complaints("base/rayservice.yaml", "env: *secrets", own)
    assert (
        "workerGroupSpecs[0].template.spec.containers[0].env: RAY_SERVE_HAPROXY_NBTHREAD is 4, and 1 in the head"
        in said
    )
    assert "DECLAIM_API_KEYS is None" in said


def test_a_variable_of_workers_alone_is_named(complaints):
    own = "- configMapRef: {name: environment}\n                  - configMapRef: {name: extra}"
    said = complaints("base/rayservice.yaml", "envFrom: *told", f"envFrom:\n                  {own}")
    assert "there is no ConfigMap 'extra'" in said
