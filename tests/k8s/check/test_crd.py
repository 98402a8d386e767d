"""Objects against an operator's schema."""

import os
from pathlib import Path

import pytest
import yaml

from benchmarks.serving import ROOT
from k8s.check.__main__ import main
from k8s.check.build import Build
from k8s.check.crd import check, read_crd

KUBERAY = os.environ.get("DECLAIM_KUBERAY_CRD")

SCHEMA = {
    "type": "object",
    "properties": {
        "metadata": {"type": "object"},
        "spec": {
            "type": "object",
            "properties": {
                "port": {"x-kubernetes-int-or-string": True},
                "many": {"type": "integer", "format": "int32", "default": 1},
                "none": {"type": "string", "nullable": True},
                "anything": {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {}},
                "env": {
                    "type": "array",
                    "x-kubernetes-list-type": "map",
                    "x-kubernetes-list-map-keys": ["name"],
                    "items": {"type": "object", "properties": {"name": {"type": "string"}}},
                },
            },
        },
    },
}


def said(tmp_path: Path, **spec: object) -> list[str]:
    schema = {**SCHEMA, "properties": {**SCHEMA["properties"], "apiVersion": {}, "kind": {}}}
    versions = [{"name": "v1", "schema": {"openAPIV3Schema": schema}}]
    file = tmp_path / "crd.yaml"
    file.write_text(yaml.safe_dump({"spec": {"group": "a.io", "names": {"kind": "Thing"}, "versions": versions}}))
    thing = {"apiVersion": "a.io/v1", "kind": "Thing", "metadata": {"name": "one"}, "spec": spec}
    return [str(it) for it in check(Build((thing, {**thing, "kind": "Other"})), read_crd(file))]


@pytest.mark.parametrize(
    "spec",
    [{"port": 1}, {"port": "http"}, {"none": None}, {"anything": {"a": 1}}, {"env": [{"name": "a"}, {"name": "b"}]}],
)
def test_what_the_schema_allows_passes(tmp_path, spec):
    assert said(tmp_path, **spec) == []


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"prot": 1}, "Thing/one spec: Additional properties are not allowed ('prot' was unexpected)"),
        ({"port": 1.5}, "Thing/one spec.port: 1.5 is not valid"),
        ({"many": 2**31}, "Thing/one spec.many: 2147483648 is greater than"),
        ({"env": [{"name": "a"}, {"name": "a"}]}, "Thing/one spec.env: two entries with ['name'] ('a',)"),
    ],
)
def test_what_it_does_not_is_named(tmp_path, spec, words):
    (only,) = said(tmp_path, **spec)
    assert only.startswith(words)


def test_a_file_that_is_something_else_is_refused(tmp_path):
    (tmp_path / "crd.yaml").write_text("kind: Other")
    with pytest.raises(ValueError, match="is not a CustomResourceDefinition"):
        read_crd(tmp_path / "crd.yaml")


@pytest.mark.skipif(KUBERAY is None, reason="DECLAIM_KUBERAY_CRD names KubeRay's own schema")
@pytest.mark.usefixtures("program")
def test_every_overlay_is_good_by_kuberays_own(capsys):
    assert main([str(ROOT / "k8s"), "--crd", str(KUBERAY)]) == 0
    assert "skipped" not in capsys.readouterr().out
