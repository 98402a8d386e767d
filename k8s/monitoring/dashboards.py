"""Dashboards: all of them, and the files that kustomize puts into the cluster."""

from collections.abc import Iterator
from pathlib import Path

from k8s.monitoring.cost import COST
from k8s.monitoring.engines import ENGINES
from k8s.monitoring.overview import OVERVIEW
from k8s.monitoring.storage import STORAGE

COMPONENT = Path(__file__).parents[1] / "components/monitoring"
DASHBOARDS = (OVERVIEW, ENGINES, STORAGE, COST)


def files(component: Path = COMPONENT) -> Iterator[tuple[Path, str]]:
    """Each file with what should be in it."""
    for dashboard in DASHBOARDS:
        yield component / "dashboards" / f"{dashboard.uid}.json", dashboard.json()


def write(component: Path = COMPONENT) -> None:
    for path, text in files(component):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
