"""The rules: each alert calls when it should, and keeps quiet when it should."""

import shutil
from pathlib import Path

import yaml

from k8s.monitoring import promtool
from k8s.monitoring.rules import alerts, groups, recorded

UNIT_TESTS = sorted(Path(__file__).parent.glob("alerts*.yaml"))


def test_each_alert_calls_and_keeps_quiet_in_a_unit_test():
    looks = [
        look
        for file in UNIT_TESTS
        for test in yaml.safe_load(file.read_text())["tests"]
        for look in test["alert_rule_test"]
    ]
    assert {look["alertname"] for look in looks if look["exp_alerts"]} == alerts().keys()
    assert {look["alertname"] for look in looks if not look["exp_alerts"]} == alerts().keys()


def test_unit_tests_pass(with_promtool, tmp_path):
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(groups()))
    copies = [shutil.copy(file, tmp_path) for file in UNIT_TESTS]
    assert promtool.complaints("test", "rules", *copies) == []


def test_what_is_recorded_has_the_labels_that_it_is_grouped_by():
    assert recorded()["declaim:queue_drain:seconds"] == {"namespace", "engine"}
    assert all("namespace" in labels for labels in recorded().values())


def test_every_alert_says_how_urgent_it_is():
    assert {rule["labels"]["severity"] for rule in alerts().values()} == {"page", "ticket"}
