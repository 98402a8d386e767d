"""What several rooms' tests share: a real redis-server."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.redis_process import RedisProcess


@pytest.fixture(scope="session")
def redis_installed() -> None:
    if shutil.which("redis-server") is None:
        missing = "redis-server is not installed (Debian: apt-get install redis-server)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.fixture
def redis(redis_installed) -> Iterator[RedisProcess]:
    """Starts in some 15 ms, so each test has its own."""
    with tempfile.TemporaryDirectory(prefix="declaim-redis-") as folder:
        process = RedisProcess(Path(folder))
        process.start()
        try:
            yield process
        finally:
            process.stop()
