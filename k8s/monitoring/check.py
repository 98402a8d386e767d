"""The check of rules and dashboards: every expression is one, and asks for what there is; every alert has a runbook."""

import re
from collections.abc import Iterator
from pathlib import Path

from k8s.monitoring import promtool
from k8s.monitoring.dashboards import COMPONENT, DASHBOARDS, files
from k8s.monitoring.exported import Metrics, exported
from k8s.monitoring.grafana import Dashboard, Panel, in_namespace
from k8s.monitoring.promql import used
from k8s.monitoring.rules import alerts, groups, recorded, rules

OPERATIONS = Path(__file__).parents[2] / "docs/operations.md"
EDGE = re.compile(r'(\w+)_bucket\{[^}]*\ble="([^"]*)"')
LEGEND = re.compile(r"\{\{(\w+)\}\}")
SECTION = re.compile(r"^### (Declaim\w+)$", re.MULTILINE)


def problems(component: Path = COMPONENT, operations: Path = OPERATIONS) -> list[str]:
    """All that is wrong, a line each; what only promtool finds, where it is installed."""
    known = exported()
    known.labels.update(recorded(component))
    return [
        *wrong_rules(component, known),
        *(line for dashboard in DASHBOARDS for line in wrong_panels(dashboard, known)),
        *stale_files(component),
        *wrong_runbooks(component, operations),
        *judged_by_promtool(component),
    ]


def wrong_rules(component: Path, known: Metrics) -> Iterator[str]:
    for rule in rules(component):
        for problem in unknown_names(rule["expr"], known):
            yield f"rule {rule.get('record') or rule['alert']}: {problem}"


def wrong_panels(dashboard: Dashboard, known: Metrics) -> Iterator[str]:
    for panel, legend, expression in asked(dashboard):
        for problem in unknown_names(expression, known, LEGEND.findall(legend)):
            yield f"dashboard {dashboard.title}, panel {panel.title}: {problem}"


def asked(dashboard: Dashboard) -> Iterator[tuple[Panel, str, str]]:
    """Panel, legend and expression, as Grafana will ask."""
    for panels in dashboard.rows.values():
        for panel in panels:
            for legend, expression in panel.queries.items():
                yield panel, legend, in_namespace(expression)


def unknown_names(expression: str, known: Metrics, shown: list[str] | None = None) -> Iterator[str]:
    """Metrics that nobody exports, labels that they do not have (`shown` ones too), and edges that no bucket has."""
    needs = used(promtool.valued(expression))
    labels = {metric: known.labels.get(metric, frozenset()) for metric in needs.matched}
    for metric, chosen in needs.matched.items():
        if metric not in known.labels:
            yield f"nobody exports {metric}"
        elif missing := chosen - labels[metric]:
            yield f"{metric} has no label {', '.join(sorted(missing))}"
    if missing := needs.grouped.union(shown or ()) - frozenset().union(*labels.values()):
        yield f"none of its metrics has the label {', '.join(sorted(missing))}"
    for metric, edge in EDGE.findall(expression):
        if float(edge) not in known.edges.get(metric, ()):
            yield f"no bucket of {metric} ends at {edge}"


def stale_files(component: Path) -> Iterator[str]:
    for path, text in files(component):
        if not path.exists() or path.read_text() != text:
            yield f"{path.name} is not what its source makes: run `python -m k8s.monitoring dashboards`"


def wrong_runbooks(component: Path, operations: Path) -> Iterator[str]:
    written, known = set(SECTION.findall(operations.read_text())), alerts(component)
    for name in known.keys() - written:
        yield f"alert {name} has no section `### {name}` in docs/operations.md"
    for name in written - known.keys():
        yield f"docs/operations.md has a section on {name}, which is no alert"
    for name, rule in known.items():
        if rule["annotations"].get("runbook") != (link := f"docs/operations.md#{name.lower()}"):
            yield f"alert {name} does not name its runbook, {link}"


def judged_by_promtool(component: Path) -> list[str]:
    if not promtool.is_there():
        return []
    shown = [(panel.title, expression) for dashboard in DASHBOARDS for panel, _, expression in asked(dashboard)]
    return promtool.check_rules(groups(component)) + promtool.check_expressions(shown)
