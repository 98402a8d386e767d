"""Three Redis servers, each set up for what it is for; as a real one reads it."""

import socket
import subprocess
import time

import pytest
import redis

from benchmarks.serving import ROOT


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "base/redis-queue/redis.conf",
            "noeviction",
            "allkeys-lru",
            "StatefulSet/redis-queue spec.template.spec redis.conf: max",
        ),
        ("base/redis-gcs/redis.conf", "appendonly yes", "appendonly no", "redisAddress it must be yes"),
        (
            "base/redis-cache/redis.conf",
            "allkeys-lru",
            "noeviction",
            "for env DECLAIM_REDIS_URL it must be allkeys-lru",
        ),
        ("base/redis-cache/redis.conf", "maxmemory 2gb", "maxmemory 3gb", "to at most three quarters of"),
        ("base/redis-cache/redis.conf", "maxmemory 2gb", "", "maxmemory is 0 bytes: set it"),
        (
            "base/rayservice.yaml",
            "@redis-queue:",
            "@redis-cache:",
            "is both env DECLAIM_REDIS_URL and env DECLAIM_QUEUE_REDIS",
        ),
    ],
)
def test_a_server_that_is_not_what_it_is_for_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


def test_what_must_be_kept_is_on_a_volume(complaints):
    remove = "- {op: remove, path: /spec/template/spec/volumes/1}"
    said = complaints("base/redis-queue/kustomization.yaml", remove, "- {op: test, path: /kind, value: StatefulSet}")
    assert "StatefulSet/redis-queue spec.template.spec.volumes: what it keeps must outlive the pod" in said


@pytest.mark.cluster
@pytest.mark.parametrize(("role", "policy"), [("cache", "allkeys-lru"), ("queue", "noeviction"), ("gcs", "noeviction")])
def test_a_real_server_takes_it(tmp_path, role, policy):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = (ROOT / f"k8s/base/redis-{role}/redis.conf").read_text().replace("dir /data", f"dir {tmp_path}")
    (tmp_path / "redis.conf").write_text(conf)
    command = ["redis-server", str(tmp_path / "redis.conf"), "--port", str(port), "--requirepass", "word"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            client = redis.Redis(port=port, password="word")
            while not answers(client):
                time.sleep(0.02)
            assert client.config_get("maxmemory-policy")["maxmemory-policy"] == policy
            client.close()
        finally:
            server.terminate()


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
