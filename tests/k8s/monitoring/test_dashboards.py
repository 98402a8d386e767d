"""The component as kustomize builds it into an overlay."""

import json
import subprocess

import pytest
import yaml

from k8s.monitoring.dashboards import DASHBOARDS, write


@pytest.fixture
def built(program, component, tmp_path) -> dict[str, dict]:
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "kustomization.yaml").write_text("namespace: speech\ncomponents: [../monitoring]\n")
    made = subprocess.run([program, "kustomize", overlay], check=True, capture_output=True, text=True).stdout
    return {document["kind"]: document for document in yaml.safe_load_all(made)}


def test_everything_is_in_it(built):
    assert built.keys() == {"PodMonitor", "PrometheusRule", "ConfigMap"}
    assert {document["metadata"]["namespace"] for document in built.values()} == {"speech"}


def test_grafana_s_sidecar_finds_the_dashboards(built):
    kept = built["ConfigMap"]
    assert kept["metadata"]["labels"] == {"grafana_dashboard": "1"}
    titles = {name: json.loads(text)["title"] for name, text in kept["data"].items()}
    assert titles == {f"{dashboard.uid}.json": dashboard.title for dashboard in DASHBOARDS}


def test_they_are_written_again(component):
    page = component / "dashboards/declaim-cost.json"
    before = page.read_text()
    page.write_text("{}")
    write(component)
    assert page.read_text() == before
