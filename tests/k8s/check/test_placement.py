"""A place for every deployment, and time to end."""

import pytest

GROUPS = "components/gpu/groups-patch.yaml"
CONFIG = "components/gpu/serve_config.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            GROUPS,
            ', nvidia.com/gpu: "1"',
            "",
            "'Synthesizer-vits': wants 4 CPUs and 1 GPUs, more than a pod of group vits has",
        ),
        (
            GROUPS,
            "tolerations, value: [{key: nvidia.com/gpu,",
            "tolerations, value: [{key: gpu,",
            "tolerate nvidia.com/gpu",
        ),
        (
            GROUPS,
            "labels/group, value: xtts",
            "labels/group, value: xtss",
            "no worker group has the labels {'group': 'xtts'}",
        ),
        (GROUPS, "value: declaim-cuda", "value: declaim-cpu", "image: has no CUDA: take the image declaim-cuda"),
        (CONFIG, "num_cpus: 4, num_gpus: 1", "num_cpus: 8, num_gpus: 1", "wants 8 CPUs and 1 GPUs, more than"),
        (
            CONFIG,
            "name: Synthesizer-xtts\n        autoscaling_config: {min_replicas: 1, max_replicas: 4",
            "name: Synthesizer-xtts\n        autoscaling_config: {min_replicas: 1, max_replicas: 9",
            "room",
        ),
    ],
)
def test_a_deployment_without_a_place_is_named(complaints, file, old, new, said):
    assert said in complaints(file, old, new, overlay="gpu")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tolerations: [{key: nvidia.com/gpu,", "tolerations: [{key: gpu,", "tolerations: nodes with GPUs are tainted"),
        ('nodeSelector: {nvidia.com/gpu.present: "true"}', "nodeSelector: {}", "affinity: say by label which acc"),
    ],
)
def test_pods_that_are_not_rays_want_gpus_too(complaints, old, new, said):
    said_of_it = complaints("components/triton/triton.yaml", old, new, overlay="triton")
    assert f"Deployment/triton spec.template.spec.{said}" in said_of_it


def test_ray_has_to_be_told_of_slices(complaints):
    said = complaints(
        "components/mig/slices-patch.yaml", "rayStartParams/num-gpus", "rayStartParams/gpus", overlay="gpu-mig"
    )
    assert 'workerGroupSpecs[1].rayStartParams.num-gpus: Ray counts no slices by itself: set it to "1"' in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("terminationGracePeriodSeconds: 720", "terminationGracePeriodSeconds: 600", "preStop alone may take 660 s"),
        ('deployments.drain, "660"', 'deployments.drain, "60"', "waits 60 s, and replicas may take 630 s to end"),
        (
            "DeletionDelaySeconds: 660",
            "DeletionDelaySeconds: 60",
            "rayClusterDeletionDelaySeconds: is 60, and replicas",
        ),
    ],
)
def test_who_is_stopped_before_the_end_is_named(complaints, old, new, said):
    assert said in complaints("base/rayservice.yaml", old, new)


def test_a_slice_that_nvidia_does_not_name_so_is_named(complaints):
    said = complaints("components/mig/slices-patch.yaml", "mig-1g.10gb", "mig-1g.10g", overlay="gpu-mig")
    assert "'nvidia.com/mig-1g.10g' is no slice of a GPU" in said
