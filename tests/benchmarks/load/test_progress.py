import asyncio
import io

from benchmarks.load.progress import Progress
from benchmarks.load.recording import Recorder, Recording


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def shown(to: io.StringIO) -> str:
    recorder = Recorder(None, timeout_s=1, keeps=False)  # type: ignore[arg-type]
    recorder.finished += [Recording(0.0, 0.0, 5), Recording(0.0, 0.0, 5, error="timed out")]
    recorder.under_way = 3
    async with Progress(recorder, 60.0, to):
        await asyncio.sleep(0.01)
    return to.getvalue()


async def test_a_terminal_shows_how_it_goes_and_is_left_clean():
    text = await shown(Terminal())
    assert "0 s of 60 s, 2 done, 3 under way, 1 failed" in text
    assert text.endswith("\r\x1b[K")


async def test_a_file_shows_nothing():
    assert await shown(io.StringIO()) == ""
