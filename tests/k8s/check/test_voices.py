"""Voices that manifests bring, and the models that they name."""

import pytest

from benchmarks.serving import ROOT
from k8s.check.build import Build, build
from k8s.check.voices import files, models, read
from models.triton.export import main
from models.voice import BUILT_IN, read_voice


@pytest.fixture(scope="module")
def overlay(program) -> Build:
    return build(program, ROOT / "k8s/overlays/triton")


def test_files_are_those_that_pods_find(overlay, gpu):
    assert files(overlay) == {"fleet.yaml": (ROOT / "k8s/components/triton/fleet.yaml").read_text()}
    assert files(gpu) == {}


def test_all_of_a_map_is_there_where_no_path_is_chosen(overlay):
    head = {"spec": {"rayClusterConfig": {"headGroupSpec": {"template": {"spec": {}}}}}}
    mounts = [{"name": "v", "mountPath": "/home/voices"}, {"name": "v", "mountPath": "/elsewhere"}]
    container = {"env": [{"name": "DECLAIM_HOME", "value": "/home"}], "volumeMounts": mounts}
    pod = {"containers": [container], "volumes": [{"name": "v", "configMap": {"name": "two"}}]}
    head["spec"]["rayClusterConfig"]["headGroupSpec"]["template"]["spec"] = pod
    service = {"kind": "RayService", "metadata": {"name": "any"}, **head}
    data = {"one.yaml": "1", "two.yaml": "2", "notes.txt": "3"}
    both = Build((service, {"kind": "ConfigMap", "metadata": {"name": "two"}, "data": data}))
    assert files(both) == {"one.yaml": "1", "two.yaml": "2"}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("fleet.yaml", "model: declaim", "model: lessac", "voices/fleet.yaml: Triton has no model 'lessac' there: exp"),
        ("fleet.yaml", "engine: triton", "engine: vits", "voices/fleet.yaml: its engine, vits, is not among `engines`"),
        ("serve_config.yaml", "triton:8001", "http://triton:8001", "engines.triton: url is HOST:PORT of Triton's gRPC"),
        ("serve_config.yaml", '{url: "triton:8001"}', "{url: 8001}", "engines.triton: url is HOST:PORT of Triton's gR"),
        ("serve_config.yaml", '{url: "triton:8001"}', "", "engines.triton: there is no Triton beside it, where it loo"),
        ("serve_config.yaml", "{url:", "{timeout_s: 0, url:", "engines.triton: timeout_s is above 0, not 0"),
        ("serve_config.yaml", "{url:", "{address:", "engine 'triton' has no option 'address'"),
    ],
)
def test_a_voice_or_an_option_that_leads_nowhere_is_named(complaints, file, old, new, said):
    assert said in complaints(f"components/triton/{file}", old, new, overlay="triton")


def test_a_repository_of_others_may_have_any_models(complaints):
    new = "command: [cp, -r, /mine/., /models]\n          args: ["
    said = complaints("components/triton/triton.yaml", "command: [", new, overlay="triton", rc=0)
    assert "0 complaints" in said


def test_what_the_pods_export_is_what_the_voice_is(overlay, tmp_path, monkeypatch):
    """Their very command, in another folder; and what is said of the voice is true of the one it is made from."""
    deployment = overlay.named("Deployment", "triton")
    _, _, _, *arguments = deployment["spec"]["template"]["spec"]["initContainers"][0]["command"]
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", ["export", *(str(tmp_path) if it == "/models" else it for it in arguments)])
    main()
    assert {path.name for path in tmp_path.iterdir()} == models(overlay, {"url": "triton:8001"}) == {"declaim"}
    fleet, own = read(overlay)["fleet.yaml"], read_voice(BUILT_IN / "declaim.yaml")
    kept = ("languages", "licence", "sample_rate", "gain_db", "takes_ipa", "max_chars")
    assert fleet.model_dump(include=set(kept)) == own.model_dump(include=set(kept))
