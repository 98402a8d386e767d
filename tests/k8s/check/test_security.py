"""What pods may do."""

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "base/rayservice.yaml",
            "runAsUser: 1000",
            "runAsUser: 0",
            "headGroupSpec.template.spec.containers[0].securityCont",
        ),
        ("base/rayservice.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "set runAsNonRoot: true"),
        (
            "base/rayservice.yaml",
            "readOnlyRootFilesystem: true",
            "readOnlyRootFilesystem: false",
            "autoscalerOptions.secur",
        ),
        ("base/rayservice.yaml", "drop: [ALL]", "add: [SYS_ADMIN]", "securityContext.capabilities: set {drop: [ALL]}"),
        (
            "base/rayservice.yaml",
            "seccompProfile: {type: RuntimeDefault}",
            "fsGroupChangePolicy: Always",
            "seccompProfile: ",
        ),
        (
            "base/rayservice.yaml",
            "automountServiceAccountToken: false",
            "hostNetwork: true",
            "hostNetwork: leave it out",
        ),
        (
            "base/rayservice.yaml",
            "emptyDir: {sizeLimit: 1Gi}",
            "hostPath: {path: /srv}",
            "volumes[1].hostPath: a pod must",
        ),
        (
            "base/redis/redis.yaml",
            'limits: {cpu: "2", memory: 1Gi}',
            "limits: {memory: 1Gi}",
            "limits: say how much cpu",
        ),
        ("base/redis/redis.yaml", "redis:7.2", "redis", "image: 'redis' has no version"),
    ],
)
def test_a_pod_that_may_more_than_it_must_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)
