"""In a process of its own, with the process failing."""

import asyncio
import os
import time

import pytest

from pipeline.errors import UnusableSample
from pipeline.sample import apart
from pipeline.sample.apart import prepare_apart
from pipeline.sample.prepare import prepare

pytestmark = pytest.mark.cluster

GARBAGE = b"no audio at all" * 100


async def test_it_does_what_prepare_does(recording):
    assert await prepare_apart(recording) == prepare(recording)


async def test_a_refusal_comes_back_as_it_was():
    with pytest.raises(UnusableSample) as caught:
        await prepare_apart(GARBAGE)
    with pytest.raises(UnusableSample) as expected:
        prepare(GARBAGE)
    assert caught.value.args == expected.value.args


async def test_the_loop_goes_on_meanwhile(recording):
    turns, work = 0, asyncio.create_task(prepare_apart(recording))
    while not work.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 5


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Has something else run in prepare's place."""

    def write(text: str) -> None:
        package = tmp_path / "pipeline/sample"
        package.mkdir(parents=True)
        for folder in (package, package.parent):
            (folder / "__init__.py").touch()
        (package / "__main__.py").write_text(text)
        monkeypatch.setattr(apart, "ROOT", tmp_path)

    return write


@pytest.mark.parametrize(
    "text", ["import os; os.kill(os.getpid(), 11)", "import os; os.abort()", "1 / 0", "raise MemoryError"]
)
async def test_a_crash_is_a_recording_that_cannot_be_read(program, text):
    program(text)
    with pytest.raises(UnusableSample, match="reading it failed") as caught:
        await prepare_apart(b"x" * 1_000_000)
    assert caught.value.code == "unreadable"


async def test_one_that_never_ends_is_ended(program, tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "TIMEOUT_S", 0.5)
    program(f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(UnusableSample, match="more than"):
        await prepare_apart(GARBAGE)
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize("size", [0, 1, 255])
async def test_what_is_too_small_for_any_recording_starts_none(program, size):
    program("raise AssertionError")
    with pytest.raises(UnusableSample, match=f"only {size} bytes"):
        await prepare_apart(bytes(size))
