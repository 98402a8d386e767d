"""What an API server would refuse, or what leads nowhere, though every field is one that Kubernetes knows."""

import pytest

SERVICE, REDIS = "base/rayservice.yaml", "base/redis/redis.yaml"
MINIO, BUCKET = "components/minio/minio.yaml", "components/minio/bucket.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (SERVICE, "            - {name: clips, emptyDir: {sizeLimit: 1Gi}}\n", "", "there is no volume 'clips'"),
        (MINIO, "{name: data, mountPath: /data}", "{name: dat, mountPath: /data}", "there is no volume 'dat'"),
        (SERVICE, "port: serve}", "port: srve}", "readinessProbe.httpGet.port: the container has no port 'srve'"),
        (MINIO, "/ready, port: s3}", "/ready, port: s4}", "minio.readinessProbe.httpGet.port"),
        (SERVICE, "path: /-/healthz", "path: /healthz", "path: nothing of Ray answers it: ask for /-/healthz or /api"),
        (SERVICE, "memory: 8Gi", "memory: 8GB", "memory '8GB' is no amount: write 2, 500m or 8Gi"),
        (SERVICE, "emptyDir: {sizeLimit: 1Gi}", "emptyDir: {sizeLimit: 1 Gi}", "sizeLimit '1 Gi' is no amount"),
        (MINIO, "storage: 100Gi", "storage: 100Gb", "storage '100Gb' is no amount"),
        (
            SERVICE,
            'limits: {cpu: "4", memory: 8Gi, ephemeral-storage: 12Gi}',
            "limits: {cpu: 500m, memory: 8Gi, ephemeral-storage: 12Gi}",
            "ray-worker.resources.requests.cpu: is 4, more than its limit of 500m",
        ),
        (SERVICE, "ScheduleAnyway", "Schedule", "'Schedule' must be one of DoNotSchedule, ScheduleAnyway"),
        (MINIO, "ReadWriteOnce", "ReadWriteOne", "'ReadWriteOne' must be one of ReadOnlyMany, ReadWriteMany"),
        (BUCKET, "restartPolicy: OnFailure", "restartPolicy: Always", "of a Job must be OnFailure or Never"),
        (REDIS, "$(REDISCLI_AUTH)", "$(REDIS_AUTH)", "$(REDIS_AUTH) is nothing that `env` tells before"),
        (MINIO, "serviceName: minio", "serviceName: mino", "spec.serviceName: there is no Service 'mino'"),
    ],
)
def test_what_is_refused_or_leads_nowhere_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


def test_a_taint_that_there_is_not_is_named(complaints):
    said = complaints("components/gpu/groups-patch.yaml", "effect: NoSchedule", "effect: NoSchedul", overlay="gpu")
    assert "'NoSchedul' must be one of NoExecute, NoSchedule, PreferNoSchedule" in said
