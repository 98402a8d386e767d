"""Exported: the metrics that there are, by the name on the page of a node's agent, with the labels that each has."""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import yaml

from deployments import instruments, telemetry

RAY = Path(__file__).with_name("ray_metrics.yaml")
OF_SERVE = frozenset({"application", "deployment", "replica"})
"""Serve adds them to every metric of a deployment."""
OF_SCRAPE = frozenset({"namespace", "pod", "container", "endpoint", "job", "instance"})
"""Prometheus and its operator add them to everything."""


@dataclass(slots=True)
class Metrics:
    """By name."""

    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    edges: dict[str, list[float]] = field(default_factory=dict)
    """Of histograms: where buckets end."""

    def has(self, name: str, labels: frozenset[str]) -> None:
        self.labels[name] = labels | OF_SCRAPE


def exported() -> Metrics:
    """Ours, and of Ray's those that are listed."""
    metrics = declared()
    for listed in ray_metrics().values():
        for name, labels in listed.items():
            metrics.has(name, frozenset(labels))
    return metrics


def declared() -> Metrics:
    """What deployments/telemetry.py makes: all its classes and functions whose names end so."""
    with recorded() as metrics:
        for make in vars(telemetry).values():
            if callable(make) and getattr(make, "__name__", "").lower().endswith("telemetry"):
                make(*["any" for _ in inspect.signature(make).parameters])
    return metrics


def ray_metrics() -> Mapping[str, Mapping[str, list[str]]]:
    """The list, by where they come from."""
    listed: dict[str, dict[str, list[str]]] = yaml.safe_load(RAY.read_text())
    return listed


@contextmanager
def recorded() -> Iterator[Metrics]:
    """What is made within is written down instead of being made."""
    metrics = Metrics()

    def counter(name: str, _about: str, tags: tuple[str, ...]) -> None:
        metrics.has(f"ray_{name}_total", OF_SERVE.union(tags))

    def gauge(name: str, _about: str, tags: tuple[str, ...]) -> mock.Mock:
        metrics.has(f"ray_{name}", OF_SERVE.union(tags))
        return mock.Mock()

    def histogram(name: str, _about: str, boundaries: list[float], tags: tuple[str, ...]) -> None:
        metrics.edges[f"ray_{name}"] = boundaries
        for part, more in (("count", ()), ("sum", ()), ("bucket", ("le",))):
            metrics.has(f"ray_{name}_{part}", OF_SERVE.union(tags, more))

    of_ray = SimpleNamespace(Counter=counter, Gauge=gauge, Histogram=histogram)
    with mock.patch.object(instruments, "metrics", of_ray):
        yield metrics
