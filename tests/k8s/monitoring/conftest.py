"""promtool, where it is installed; a copy of the component to break."""

import os
import shutil
from pathlib import Path

import pytest

from k8s.monitoring import promtool
from k8s.monitoring.dashboards import COMPONENT


@pytest.fixture
def with_promtool() -> None:
    if not promtool.is_there():
        missing = "promtool is not installed (Debian: apt-get install --no-install-recommends prometheus)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.fixture
def component(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COMPONENT, tmp_path / "monitoring"))
