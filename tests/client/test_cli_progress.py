"""Progress in words and as a bar."""

import io

import pytest

from declaim.batches import Batch
from declaim.cli.progress import ERASE, LINE_EVERY_S, Progress, bar, clock_time, told


def batch(**fields) -> Batch:
    usual = {"id": "batch_1", "status": "in_progress", "created_at": 1, "input_file_id": "f"}
    counts = {"total": 12, "completed": 5, "failed": 1}
    progress = {"characters": 1500, "total_characters": 3000, "audio_s": 95.4, "eta_s": 3700.2}
    return Batch.model_validate({**usual, "request_counts": counts, "progress": progress, **fields})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_all_of_it_in_words():
    assert told(batch()) == (
        "in progress, 6 of 12 items, 1,500 of 3,000 characters, 1:35 of audio, 1 failed, about 1:01:40 to go"
    )
    begun = batch(request_counts={"total": 2}, progress={"total_characters": 9})
    assert told(begun) == "in progress, 0 of 2 items, 0 of 9 characters, 0:00 of audio"
    assert "to go" not in told(batch(status="completed"))


def test_the_bar_fills_with_characters():
    assert bar(batch()) == "[##########----------]"
    assert bar(batch(progress={"characters": 7, "total_characters": 5})) == f"[{'#' * 20}]"
    assert bar(batch(progress={})) == f"[{'-' * 20}]"


def test_a_terminals_line_is_drawn_again_and_fits(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = Terminal()
    progress = Progress(out)
    progress.show(batch())
    progress.show(batch(status="finalizing"))
    progress.close()
    drawn = out.getvalue().split(ERASE)
    assert [len(line) for line in drawn] == [0, 39, 39, 0]
    assert drawn[2].startswith("[##########----------] finalizing")


def test_elsewhere_there_is_a_line_now_and_then():
    now, out = [0.0], io.StringIO()
    progress = Progress(out, lambda: now[0])
    for now[0] in (0.0, 2.0, LINE_EVERY_S - 0.1, LINE_EVERY_S, LINE_EVERY_S + 2):
        progress.show(batch())
    progress.close()
    assert out.getvalue() == f"batch_1: {told(batch())}\n" * 2


@pytest.mark.parametrize(("duration_s", "text"), [(0, "0:00"), (59.6, "1:00"), (3599, "59:59"), (90000, "25:00:00")])
def test_times(duration_s, text):
    assert clock_time(duration_s) == text
