"""What is named is there."""

import re

import pytest

from benchmarks.serving import ROOT
from k8s.check.references import SECRETS

SERVICE = "base/rayservice.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            SERVICE,
            "name: declaim, key: api-keys",
            "name: declame, key: api-keys",
            "there is no Secret 'declame': name one of",
        ),
        (SERVICE, "key: api-keys", "key: api_keys", "the Secret 'declaim' has no key 'api_keys': it has api-keys, s3"),
        (
            SERVICE,
            "name: declaim-redis, key: gcs",
            "name: redis, key: gcs",
            "gcsFaultToleranceOptions.redisPassword.valueFrom",
        ),
        (
            SERVICE,
            "configMapRef: {name: addresses}",
            "configMapRef: {name: adresses}",
            "there is no ConfigMap 'adresses'",
        ),
        (SERVICE, "redisAddress: redis-gcs:6379", "redisAddress: redis:6379", "no Service 'redis' has the port 6379"),
        (
            SERVICE,
            "@redis-queue:6379",
            "@redis-queue:6380",
            "env DECLAIM_QUEUE_REDIS_URL: no Service 'redis-queue' has the po",
        ),
        (
            "components/minio/bucket.yaml",
            "store/declaim]",
            "store/declame]",
            "makes 'store/declame', and DECLAIM_S3_BUCKET is declaim",
        ),
        ("overlays/cpu/kustomization.yaml", "namespace: declaim\n", "", "metadata.namespace: must be declaim"),
        (SERVICE, "automountServiceAccountToken: false", "serviceAccountName: me", "there is no ServiceAccount 'me'"),
        (
            SERVICE,
            "emptyDir: {sizeLimit: 1Gi}",
            "persistentVolumeClaim: {claimName: clips}",
            "no PersistentVolumeClaim 'clip",
        ),
    ],
)
def test_what_is_nowhere_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("serve_config.yaml", "triton:8001", "tritn:8001", "no Service 'tritn' has the port 8001: correct the address"),
        (
            "serve_config.yaml",
            "triton:8001",
            "triton:8000",
            "no Service 'triton' has the port 8000: correct the address",
        ),
        (
            "voices-patch.yaml",
            "configMap: {name: voices-",
            "configMap: {name: voice-",
            "there is no ConfigMap 'voice-tr",
        ),
    ],
)
def test_what_the_engine_triton_needs_and_is_nowhere_is_named(complaints, file, old, new, said):
    assert said in complaints(f"components/triton/{file}", old, new, overlay="triton")


def test_a_triton_of_others_may_be_anywhere(complaints):
    new = "triton.fleet.svc:8001"
    complaints("components/triton/serve_config.yaml", "triton:8001", new, overlay="triton", rc=0)


def test_the_secrets_that_are_documented_are_those_that_pods_may_name():
    page = (ROOT / "docs/operations.md").read_text().replace("\\\n", "")
    made = re.findall(r"kubectl .*create secret generic (\S+) (.*)", page)
    assert {name: set(re.findall(r"--from-literal=([\w-]+)=", rest)) for name, rest in made} == SECRETS
