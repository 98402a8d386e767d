"""The check as a whole: it passes, says where a mistake is, and says what it leaves out."""

import shutil

import pytest

from benchmarks.serving import ROOT
from k8s.check import __main__
from k8s.check.__main__ import main
from k8s.check.build import NoKubectl


@pytest.mark.usefixtures("program")
def test_every_overlay_is_good(capsys):
    assert main([]) == 0
    assert "5 overlays, 0 complaints" in capsys.readouterr().out


def test_a_complaint_names_overlay_object_field_and_remedy(complaints):
    said = complaints("base/redis/redis.yaml", "targetPort: redis", "targetPort: rediss")
    assert "cpu: Service/redis-cache spec.ports: no pod it selects has the port rediss; they have" in said
    assert said.count("Service/redis-cache") == 1


@pytest.mark.usefixtures("program")
def test_what_several_overlays_share_is_said_once(tmp_path, capsys):
    shutil.copytree(ROOT / "k8s", tmp_path / "k8s", ignore=shutil.ignore_patterns("check"))
    budgets = tmp_path / "k8s/base/disruption-budgets.yaml"
    budgets.write_text(budgets.read_text().replace("minAvailable: 1", "minAvailable: 2"))
    assert main([str(tmp_path / "k8s")]) == 1
    assert "cpu, gpu, gpu-mig, multi-region, triton: PodDisruptionBudget/cpu-workers" in capsys.readouterr().out


def test_an_overlay_that_cannot_be_built_is_a_complaint(complaints):
    assert "cannot be built" in complaints("base/kustomization.yaml", "rayservice.yaml\n", "rayservise.yaml\n")


@pytest.mark.usefixtures("program")
def test_a_component_that_no_overlay_has_is_a_complaint(tmp_path, capsys):
    shutil.copytree(ROOT / "k8s", tmp_path / "k8s", ignore=shutil.ignore_patterns("check", "gpu-mig"))
    assert main([str(tmp_path / "k8s")]) == 1
    assert "components/mig: no overlay has it" in capsys.readouterr().out


@pytest.mark.usefixtures("program")
def test_a_folder_without_overlays_is_no_success(tmp_path):
    assert main([str(tmp_path)]) == 1


def test_without_kubectl_it_says_so_and_lets_others_go_on(monkeypatch, capsys):
    def none():
        raise NoKubectl("there is no kubectl")

    monkeypatch.setattr(__main__, "kubectl", none)
    assert main([]) == 0
    assert capsys.readouterr().out == "k8s-check: skipped, there is no kubectl: install kubectl 1.27 or newer\n"


@pytest.mark.usefixtures("program")
def test_without_kuberays_schema_it_says_so(tmp_path, capsys):
    main([str(tmp_path)])
    assert "KubeRay's own schema is skipped: name its file in DECLAIM_KUBERAY_CRD" in capsys.readouterr().out


@pytest.mark.usefixtures("program")
def test_a_schema_that_cannot_be_read_is_no_skip(tmp_path):
    with pytest.raises(SystemExit, match=r"nowhere\.yaml"):
        main(["--crd", str(tmp_path / "nowhere.yaml")])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "base/rayservice.yaml",
            "kind: RayService",
            "kind: RayServices",
            "nothing here checks a ray.io/v1 RayServices",
        ),
        (
            "components/monitoring/pod_monitor.yaml",
            "podMetricsEndpoints",
            "podMetricEndpoints",
            "stopped: KeyError('podMetricsEndpoints'): is a field missing or misspelt?",
        ),
    ],
)
def test_what_stops_a_check_is_a_complaint(complaints, file, old, new, said):
    assert said in complaints(file, old, new)


def test_an_overlay_that_lost_its_gpus_is_named(complaints):
    said = complaints("overlays/gpu/kustomization.yaml", "../../components/gpu, ", "", overlay="gpu")
    assert "images: no pod has 'declaim-cuda': correct the name, or add what needs it" in said
