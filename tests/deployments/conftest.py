"""One server for all tests that need the whole application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.serving import Server, alive
from models.voice import BUILT_IN


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It is killed in the end, and has to take everything with it even so."""
    home = tmp_path_factory.mktemp("home")
    (home / "voices").mkdir()
    fake = (BUILT_IN / "fake.yaml").read_text()
    (home / "voices/fragile.yaml").write_text(fake.replace("id: fake", "id: fragile") + "fallback: [espeak]\n")
    running = Server(home, Path(__file__).parent / "config.yaml").wait_until_ready()
    yield running
    ours = running.processes()
    running.process.kill()
    running.process.wait(5)
    left = alive(ours, timeout_s=15)
    for process in left:
        process.kill()
    assert not left
