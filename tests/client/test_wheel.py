"""The wheel: one package, and nothing imported but the standard library, httpx and pydantic."""

import ast
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.cluster

CLIENT = Path(__file__).parents[2] / "client"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CLIENT)]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = folder.iterdir()
    with ZipFile(path) as archive:
        yield archive


def imported(source: bytes) -> set[str]:
    """Top-level names of all that a module imports."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom)}}


def test_it_holds_the_package_and_nothing_else(wheel):
    names = set(wheel.namelist())
    assert {name.split("/")[0] for name in names} == {"declaim", "declaim-0.1.0.dist-info"}
    sources = {str(path.relative_to(CLIENT)) for path in CLIENT.rglob("declaim/**/*.py")}
    assert {name for name in names if name.startswith("declaim/")} == sources | {"declaim/py.typed"}


def test_it_imports_nothing_else(wheel):
    sources = [wheel.read(name) for name in wheel.namelist() if name.endswith(".py")]
    foreign = set().union(*map(imported, sources)) - sys.stdlib_module_names
    assert foreign == {"declaim", "httpx", "pydantic"}


def test_its_metadata(wheel):
    metadata = wheel.read("declaim-0.1.0.dist-info/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: Apache-2.0" in metadata
    required = {line.split(": ")[1] for line in metadata.splitlines() if line.startswith("Requires-Dist")}
    assert required == {"httpx>=0.27", "pydantic>=2"}
    scripts = wheel.read("declaim-0.1.0.dist-info/entry_points.txt").decode()
    assert "declaim = declaim.cli:main" in scripts


def test_it_works_from_the_wheel_alone(wheel, tmp_path):
    wheel.extractall(tmp_path)
    check = (
        "import declaim, declaim.cli; print(declaim.__file__); assert all(map(declaim.__dict__.get, declaim.__all__))"
    )
    environment = {"PYTHONPATH": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", check], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.startswith(str(tmp_path))
