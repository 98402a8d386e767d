"""What kustomize makes of an overlay, and whose kustomize."""

import pytest

from benchmarks.serving import ROOT
from k8s.check import build as build_module
from k8s.check.build import BuildFailed, NoKubectl, build, kubectl


def test_names_of_config_maps_carry_their_hash_into_the_rayservice(gpu):
    service = gpu.named("RayService", "declaim")
    head = service["spec"]["rayClusterConfig"]["headGroupSpec"]["template"]["spec"]["containers"][0]
    name = head["envFrom"][0]["configMapRef"]["name"]
    assert name.startswith("environment-")
    assert gpu.named("ConfigMap", name)["data"]["RAY_AUTH_MODE"] == "token"


def test_what_is_copied_from_is_not_in_the_build(gpu):
    assert not [it for it in gpu.of_kind("ConfigMap") if it["metadata"]["name"].startswith("serve-config")]


def test_what_kustomize_says_is_passed_on(program, tmp_path):
    with pytest.raises(BuildFailed, match="kustomization"):
        build(program, tmp_path)


def test_an_old_kubectl_is_as_good_as_none(monkeypatch, tmp_path):
    old = tmp_path / "kubectl"
    old.write_text("#!/bin/sh\necho 'Client Version: v1.20.2'\n")
    old.chmod(0o755)
    monkeypatch.setattr(build_module.sys, "executable", str(tmp_path / "python"))
    with pytest.raises(NoKubectl, match=r"older than 1\.27"):
        kubectl()
    old.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoKubectl, match="there is no kubectl"):
        kubectl()


def test_the_overlays_differ_in_what_they_are_for(program, gpu):
    mig, region = (build(program, ROOT / "k8s/overlays" / name) for name in ("gpu-mig", "multi-region"))
    assert gpu.named("StatefulSet", "minio")
    assert region.named("StatefulSet", "minio") is None
    assert region.named("StatefulSet", "redis-cache")
    assert mig.objects != gpu.objects
