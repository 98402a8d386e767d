"""Progress: counted from results, and said in OpenAI's words."""

import pytest

from pipeline.batch.ledger import Outcome, State
from pipeline.batch.progress import Progress, status
from pipeline.batch.record import End, LineError

END = {"finalizing_at": 1, "ended_at": 2, "completed": 2, "failed": 1, "characters": 30, "audio_s": 4.5}
DONE = {0: Outcome("k", ok=True, characters=10, audio_s=2.0), 1: Outcome("k", ok=False, characters=5, audio_s=0.0)}


def test_it_is_counted(a_record):
    progress = Progress.of(State(a_record(4, characters=60), DONE, None, None), now=1030)
    assert progress == Progress(completed=1, failed=1, characters=15, audio_s=2.0, eta_s=pytest.approx(90))


def test_of_what_is_done_nothing_is_known_before_anything_is(a_record):
    assert Progress.of(State(a_record(4), {}, None, None), now=1030).eta_s is None


def test_in_the_end_it_is_as_was_written_down(a_record):
    end = End(status="completed", **END)
    assert Progress.of(State(a_record(3), {}, None, end), now=9999) == Progress(2, 1, 30, 4.5, 0.0)


@pytest.mark.parametrize(
    ("results", "cancelled_at", "end", "said"),
    [
        ({}, None, None, "in_progress"),
        (DONE, None, None, "finalizing"),
        ({}, 5, None, "cancelling"),
        (DONE, 5, "cancelled", "cancelled"),
        ({}, None, "expired", "expired"),
        ({}, None, "completed", "completed"),
    ],
)
def test_status(a_record, results, cancelled_at, end, said):
    ended = End(status=end, **END) if end else None
    assert status(State(a_record(2), results, cancelled_at, ended)) == said


def test_one_with_errors_has_failed(a_record):
    errors = (LineError(code="x", message="y"),)
    assert status(State(a_record(0, errors=errors), {}, None, None)) == "failed"
