"""One server for all tests that need the whole application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.serving import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("home"), Path(__file__).parent / "config.yaml").wait_until_ready()
    yield running
    running.stop()
