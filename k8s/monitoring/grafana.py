"""Grafana: a dashboard as a few words, and the JSON that Grafana imports made of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

WIDTH, HEIGHT = 24, 8
"""Of Grafana's grid, and of a panel on it."""
SCHEMA = 39
"""Of Grafana 11; newer ones read it too."""
METRIC = re.compile(r"\b(ray_\w+|declaim:[\w:]+)(\{)?")
DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}


@dataclass(frozen=True, slots=True)
class Panel:
    """`queries` are expressions by their legends. Of all metrics those of the chosen namespaces are taken."""

    title: str
    unit: str
    queries: Mapping[str, str]
    about: str = ""
    kind: Literal["timeseries", "stat"] = "timeseries"
    width: int = 8

    def drawn(self, number: int, x: int, y: int) -> dict[str, object]:
        targets = [
            {"refId": chr(ord("A") + n), "expr": in_namespace(expression), "legendFormat": legend}
            for n, (legend, expression) in enumerate(self.queries.items())
        ]
        return {
            "id": number,
            "type": self.kind,
            "title": self.title,
            "description": self.about,
            "datasource": DATASOURCE,
            "gridPos": {"x": x, "y": y, "w": self.width, "h": HEIGHT},
            "fieldConfig": {"defaults": {"unit": self.unit, "min": 0}, "overrides": []},
            "targets": targets,
        }


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Panels from left to right, below the title of their row. `inputs` are numbers to be typed in, with defaults."""

    uid: str
    title: str
    rows: Mapping[str, tuple[Panel, ...]]
    inputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By name: label and default."""

    def json(self) -> str:
        return json.dumps(self.drawn(), indent=1, ensure_ascii=False) + "\n"

    def drawn(self) -> dict[str, object]:
        return {
            "uid": self.uid,
            "title": self.title,
            "tags": ["declaim"],
            "schemaVersion": SCHEMA,
            "editable": True,
            "refresh": "30s",
            "time": {"from": "now-6h", "to": "now"},
            "templating": {"list": [*VARIABLES, *(typed(name, *of) for name, of in self.inputs.items())]},
            "panels": list(self._panels()),
        }

    def _panels(self) -> Iterator[dict[str, object]]:
        y = number = 0
        for title, panels in self.rows.items():
            number += 1
            yield {"id": number, "type": "row", "title": title, "gridPos": {"x": 0, "y": y, "w": WIDTH, "h": 1}}
            x, y = 0, y + 1
            for panel in panels:
                if x + panel.width > WIDTH:
                    x, y = 0, y + HEIGHT
                number += 1
                yield panel.drawn(number, x, y)
                x += panel.width
            y += HEIGHT


def in_namespace(expression: str) -> str:
    """Every metric of it in `$namespace` only."""
    return METRIC.sub(lambda found: f'{found[1]}{{namespace=~"$namespace"{", " if found[2] else "}"}', expression)


def typed(name: str, label: str, default: str) -> dict[str, object]:
    return {"name": name, "label": label, "type": "textbox", "query": default, "current": {"value": default}}


VARIABLES: tuple[dict[str, object], ...] = (
    {"name": "datasource", "type": "datasource", "query": "prometheus"},
    {
        "name": "namespace",
        "type": "query",
        "datasource": DATASOURCE,
        "query": "label_values(ray_serve_application_status, namespace)",
        "refresh": 2,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": "All", "value": "$__all"},
    },
)
"""Of every dashboard. A server that is scraped by way of its own /metrics has no namespace, which "All" takes in."""
