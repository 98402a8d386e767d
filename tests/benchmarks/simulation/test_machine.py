import pytest

from benchmarks.simulation.answer import Asked
from benchmarks.simulation.machine import Machine
from benchmarks.simulation.row import segment_of

ONE = (segment_of(10),)
TIMES = {"engine": {"rows": 2, "row_s": 0.5}, "overhead": {"before_s": 0.25, "message_s": 0.25, "hit_s": 0.0}}


def test_a_request_takes_and_costs_what_its_parts_do(service):
    """A second of audio in two windows: the second one waits for the first one's message to be passed on."""
    answered = Machine(service(**TIMES)).open_loop([Asked(1.0, ONE), Asked(9.0, ONE)])
    assert [answer.ttfa_s for answer in answered.answers] == pytest.approx([1.0, 1.0])
    assert answered.cpu_s == pytest.approx(2 * (0.25 + 0.5 + 2 * 0.25))


def test_callers_who_ask_again_share_the_core(service):
    """1.25 CPU seconds for each answer."""
    answered = Machine(service(**TIMES)).closed_loop(iter(lambda: ONE, None), callers=3, seconds=50)
    assert answered.per_s(50) == pytest.approx(1 / 1.25, rel=0.1)
    assert answered.cpu_s == pytest.approx(1.25 * len(answered.answers))
