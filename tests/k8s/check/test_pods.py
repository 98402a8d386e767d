"""Pods, and what their containers are told."""

import pytest

from k8s.check.build import Build
from k8s.check.pods import behind, environment, pods, quantity, ray_pods, workers


def test_a_rayservice_leads_to_a_head_and_a_pod_for_each_group(gpu):
    assert [pod.labels["ray.io/group"] for pod in ray_pods(gpu)] == ["headgroup", "cpu", "vits", "xtts"]
    assert [pod.labels["ray.io/group"] for pod in workers(gpu)] == ["cpu", "vits", "xtts"]
    assert {"StatefulSet/minio", "Job/minio-bucket"} < {pod.object for pod in pods(gpu)}


def test_a_container_is_told_what_maps_and_entries_say_with_references_resolved():
    container = {
        "envFrom": [{"configMapRef": {"name": "all"}}],
        "env": [
            {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}},
            {"name": "URL", "value": "redis://:$(PASSWORD)@$(HOST):1/$(NOBODY)"},
        ],
    }
    maps = Build(({"kind": "ConfigMap", "metadata": {"name": "all"}, "data": {"HOST": "redis"}},))
    assert environment(container, maps)["URL"] == "redis://:fromASecret@redis:1/$(NOBODY)"


def test_a_service_has_the_pods_that_it_selects(gpu):
    assert [pod.object for pod in behind(gpu, "redis-queue")] == ["StatefulSet/redis-queue"]
    assert behind(gpu, "redis.example.com") == []


@pytest.mark.parametrize(("text", "number"), [("250m", 0.25), ("4", 4), (2, 2), ("8Gi", 8 * 2**30), ("1.5G", 1.5e9)])
def test_quantities(text, number):
    assert quantity(text) == number
