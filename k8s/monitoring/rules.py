"""Rules: what is recorded and alerted on, as k8s/components/monitoring/rules.yaml says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from k8s.monitoring.dashboards import COMPONENT
from k8s.monitoring.promql import used

Rule = dict[str, Any]
"""With `record` or `alert`, and `expr`."""


def groups(component: Path = COMPONENT) -> dict[str, Any]:
    """What a plain rules file holds: `groups`."""
    spec: dict[str, Any] = yaml.safe_load((component / "rules.yaml").read_text())["spec"]
    return spec


def rules(component: Path = COMPONENT) -> Iterator[Rule]:
    for group in groups(component)["groups"]:
        yield from group["rules"]


def recorded(component: Path = COMPONENT) -> dict[str, frozenset[str]]:
    """Metrics that rules make, with the labels that are left on them."""
    return {rule["record"]: frozenset(used(rule["expr"]).grouped) for rule in rules(component) if "record" in rule}


def alerts(component: Path = COMPONENT) -> dict[str, Rule]:
    """By name."""
    return {rule["alert"]: rule for rule in rules(component) if "alert" in rule}
