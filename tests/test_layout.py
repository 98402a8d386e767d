"""The shape of the tree: our names are ours, files mirror, files stay small."""

import ast
import importlib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["k8s", "deployments", "pipeline", "models", "cache"]
SOURCES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]

OTHERS = packages_distributions()
"""What other distributions install, by top-level name."""


@pytest.mark.parametrize("name", [*ROOMS, "benchmarks"])
def test_a_top_level_name_is_ours(name):
    assert Path(importlib.import_module(name).__file__ or "").is_relative_to(ROOT)
    # pysbd, which coqui-tts brings, ships its own `benchmarks`; ours comes first, as the first assertion holds.
    assert set(OTHERS.get(name, [])) <= {"pysbd"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_it_is_in_one_line_and_stays_short(path):
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 250


def test_nothing_is_called_by_a_name_that_says_nothing():
    vague = {"utils", "common", "helpers", "base", "misc"}
    assert not [path for path in SOURCES if path.stem in vague]


def test_every_test_file_of_a_room_mirrors_a_source_file():
    """Some mirror none: they are about the whole application, or about those who call it (`test_clients_*`)."""
    tests = [path for room in ROOMS for path in (ROOT / "tests" / room).rglob("test_*.py")]
    mirrored = {path.relative_to(ROOT).with_name(path.stem) for path in SOURCES}
    wanted = {path.relative_to(ROOT / "tests").with_name(path.stem.removeprefix("test_")) for path in tests}
    main = {
        Path(room, "main"): Path(room, "__main__")
        for room in ("deployments", "models/training", "k8s/check", "k8s/monitoring")
    }
    assert {main.get(path, path) for path in wanted} - mirrored <= {
        Path("deployments/application"),
        Path("deployments/batches"),
        Path("deployments/cloning"),
        Path("deployments/contract"),
        Path("deployments/readme"),
        Path("deployments/shared_cache"),
        Path("deployments/api/clients_agents"),
        Path("deployments/api/clients_apps"),
        Path("deployments/api/clients_events"),
        Path("deployments/api/clients_openai"),
        Path("deployments/api/openapi"),
        Path("pipeline/normalize/cases"),
    }
