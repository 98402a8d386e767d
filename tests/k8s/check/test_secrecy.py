"""No secret's value in a manifest."""

import pytest

ENV = "env: &secrets\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "base/rayservice.yaml",
            "redis://:$(REDIS_CACHE_PASSWORD)@",
            "redis://:hunter2@",
            "containers[0].env[4].value: put",
        ),
        (
            "base/rayservice.yaml",
            ENV,
            f"{ENV}                - {{name: MY_TOKEN, value: abc}}\n",
            "env[0].value: put it",
        ),
        (
            "base/redis/redis.yaml",
            "$(REDISCLI_AUTH)",
            "hunter2",
            "StatefulSet/redis-queue spec.template.spec.containers[0].c",
        ),
        ("base/redis-queue/redis.conf", "dir /data", "requirepass hunter2", "data.redis.conf: put it into a Secret"),
        ("base/addresses.env", "DECLAIM_HOST", "DECLAIM_API_KEYS=one\nDECLAIM_HOST", "data.DECLAIM_API_KEYS: put it"),
    ],
)
def test_a_secret_in_plain_text_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


def test_a_secret_among_the_objects_is_refused(complaints):
    kind = "kind: Secret\ntype: Opaque\nstringData: {api-keys: one}"
    said = complaints("base/namespace.yaml", "kind: Namespace", f"{kind}\n---\napiVersion: v1\nkind: Namespace")
    assert "kind: a Secret must not be in manifests" in said or "cannot be built" in said
