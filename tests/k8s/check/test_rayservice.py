"""The fields of a RayService."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("excludeHeadPodFromServeSvc", "excludeHeadPodFromServeSvcs", "spec.excludeHeadPodFromServeSvcs: Extra inputs"),
        ("minReplicas: 2", "minReplica: 2", "spec.rayClusterConfig.workerGroupSpecs[0].minReplica: Extra inputs"),
        ("maxReplicas: 10", 'maxReplicas: "10"', "workerGroupSpecs[0].maxReplicas: Input should be a valid integer"),
        ("        replicas: 2", "        replicas: 1", "replicas must lie between minReplicas and maxReplicas"),
        ('num-cpus: "0"', 'num-cpus: "1"', "so that the head does no work"),
        ("rayVersion: 2.60.0", "rayVersion: 2.50.0", "spec.rayClusterConfig.rayVersion: String should match"),
        ("mode: token", "mode: disabled", "spec.rayClusterConfig.authOptions.mode"),
        ("backend: redis", "backend: rediss", "gcsFaultToleranceOptions.backend"),
        ("{type: NewCluster}", "{type: NewClusterWithIncrementalUpgrade}", "needs clusterUpgradeOptions"),
        ("enableInTreeAutoscaling: true", "enableInTreeAutoscaling: false", "enableInTreeAutoscaling"),
        ("apiVersion: ray.io/v1", "apiVersion: ray.io/v2", "RayService/declaim apiVersion: must be ray.io/v1"),
    ],
)
def test_what_kuberay_does_not_know_or_refuses_is_named(complaints, old, new, said):
    assert said in complaints("base/rayservice.yaml", old, new)


def test_steps_of_an_upgrade_are_no_larger_than_its_surge(complaints):
    said = complaints(
        "components/incremental-upgrade/kustomization.yaml", "maxSurgePercent: 50", "maxSurgePercent: 5", overlay="gpu"
    )
    assert "stepSizePercent must be at most maxSurgePercent" in said
