"""The check: it passes, and finds each seeded mistake."""

import dataclasses

import pytest

from k8s.monitoring import promtool
from k8s.monitoring.check import OPERATIONS, problems, wrong_panels
from k8s.monitoring.exported import exported
from k8s.monitoring.overview import OVERVIEW


def test_nothing_is_wrong(with_promtool):
    assert problems() == []


@pytest.mark.parametrize(
    ("was", "becomes", "found"),
    [
        ("ray_declaim_batches_open", "ray_declaim_batches", "nobody exports ray_declaim_batches"),
        ("ray_serve_application_status", "ray_serve_status", "nobody exports ray_serve_status"),
        ("ray_declaim_objects_total{outcome=", "ray_declaim_objects_total{result=", "has no label result"),
        ("by (namespace, engine) (ray_declaim_breaker)", "by (namespace, model) (ray_declaim_breaker)", "label model"),
        ('bucket{le="0.3"}[5m]', 'bucket{le="0.25"}[5m]', "no bucket of ray_declaim_ttfa_seconds ends at 0.25"),
        ("declaim:queue_drain:seconds > 10", "declaim:queue:seconds > 10", "nobody exports declaim:queue:seconds"),
        ("docs/operations.md#declaimcachedown", "docs/other.md", "DeclaimCacheDown does not name its runbook"),
        ("alert: DeclaimCacheDown", "alert: DeclaimRedisDown", "no section `### DeclaimRedisDown`"),
    ],
)
def test_a_mistake_in_the_rules_is_found(component, was, becomes, found):
    rules = component / "rules.yaml"
    assert was in rules.read_text()
    rules.write_text(rules.read_text().replace(was, becomes, 1))
    assert [line for line in problems(component) if found in line]


@pytest.mark.parametrize(
    ("was", "becomes", "found"),
    [
        ("absent(ray_serve_deployment_replica_healthy)", "absent(ray_serve_deployment_replica_healthy", "parse"),
        ("rate(ray_declaim_cache_total", "speed(ray_declaim_cache_total", "unknown function"),
        ("for: 5m", "for: five minutes", "duration"),
        ("$labels.engine }}", "$labels.engine }", "template"),
    ],
)
def test_promtool_judges_rules(with_promtool, component, was, becomes, found):
    rules = component / "rules.yaml"
    assert was in rules.read_text()
    rules.write_text(rules.read_text().replace(was, becomes, 1))
    assert [line for line in problems(component) if found in line]


@pytest.mark.parametrize(
    ("legend", "expression", "found"),
    [
        ("", "rate(ray_declaim_words_total[5m])", "nobody exports ray_declaim_words_total"),
        ("{{voice}}", "sum by (engine) (ray_declaim_breaker)", "the label voice"),
        ("", 'ray_declaim_breaker{voice="a"}', "ray_declaim_breaker has no label voice"),
    ],
)
def test_a_mistake_in_a_dashboard_is_found(legend, expression, found):
    (title, (panel, *_)), *_ = OVERVIEW.rows.items()
    broken = dataclasses.replace(OVERVIEW, rows={title: (dataclasses.replace(panel, queries={legend: expression}),)})
    (line,) = wrong_panels(broken, exported())
    assert found in line
    assert panel.title in line


def test_promtool_judges_dashboards(with_promtool):
    (line,) = [line for line in promtool.check_expressions([("A panel", "sum(")]) if "parse" in line]
    assert "A_panel" in line


def test_a_file_that_was_changed_by_hand_is_found(component):
    (component / "dashboards/declaim-cost.json").write_text("{}")
    assert [line for line in problems(component) if "declaim-cost.json is not what its source makes" in line]


def test_a_section_on_no_alert_is_found(tmp_path, component):
    page = tmp_path / "operations.md"
    page.write_text(OPERATIONS.read_text() + "\n### DeclaimMoonIsFull\n")
    assert "docs/operations.md has a section on DeclaimMoonIsFull, which is no alert" in problems(component, page)


def test_without_promtool_names_are_checked_all_the_same(monkeypatch, component):
    monkeypatch.setattr(promtool, "is_there", lambda: False)
    assert problems(component) == []
    rules = component / "rules.yaml"
    rules.write_text(rules.read_text().replace("ray_declaim_batches_open", "ray_declaim_batches"))
    assert len(problems(component)) == 1
