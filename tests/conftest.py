"""What several rooms' tests share: a real redis-server, a real S3 server, and a recording of speech."""

import asyncio
import io
import os
import secrets
import shutil
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.redis_process import RedisProcess
from benchmarks.swift_process import KEY, SECRET, SwiftProcess
from benchmarks.triton_process import PYTHON, TritonProcess
from cache.s3_address import S3Address
from models.engine import Segment
from models.espeak import SAMPLE_RATE, EspeakEngine
from models.voice import BUILT_IN, Voices


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


@pytest.fixture(scope="module")
def shared_redis(redis_installed, tmp_path_factory) -> Iterator[RedisProcess]:
    """For a server that is shared too; who stops it starts it again."""
    process = RedisProcess(tmp_path_factory.mktemp("redis"))
    process.start()
    yield process
    process.stop()


@pytest.fixture(scope="session")
def swift() -> Iterator[SwiftProcess]:
    """Starts in half a second; who kills it starts it again."""
    with tempfile.TemporaryDirectory(prefix="declaim-swift-") as folder:
        process = SwiftProcess(Path(folder))
        try:
            process.start()
            yield process
        finally:
            process.stop()


@pytest.fixture
def s3(swift) -> S3Address:
    """A bucket of its own for each test."""
    bucket = f"test-{secrets.token_hex(8)}"
    swift.client().make_bucket(bucket)
    return S3Address(swift.endpoint, bucket, KEY, SECRET)


@pytest.fixture(scope="session")
def triton_installed() -> None:
    if not PYTHON.exists():
        missing = "there is no tritonserver in .venv-triton; `make triton` tells what it lacks"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.fixture(scope="session")
def triton(triton_installed) -> Iterator[TritonProcess]:
    """With the voices declaim and fake, which makes two seconds of tone a second; who kills it starts it again."""
    with tempfile.TemporaryDirectory(prefix="declaim-triton-") as folder:
        voices = [BUILT_IN / "declaim.yaml", BUILT_IN / "fake.yaml"]
        process = TritonProcess(Path(folder), voices, {"fake": {"speed": 2, "slots": 32}})
        try:
            yield process
        finally:
            process.stop()


RAINBOW = (
    "The rainbow is a division of white light into many beautiful colours. "
    "These take the shape of a long round arch, with its path high above."
)


@pytest.fixture(scope="session")
def recording() -> bytes:
    """Seven seconds of clean speech, as WAV."""

    async def spoken() -> bytes:
        segment = Segment(text=RAINBOW, language="en-us")
        chunks = EspeakEngine().synthesize(segment, Voices.built_in({"espeak"})["espeak"])
        return b"".join([chunk.samples.tobytes() async for chunk in chunks])

    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        writer.writeframes(asyncio.run(spoken()))
    return file.getvalue()
