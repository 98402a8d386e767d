import pytest
from simpy import Environment

from benchmarks.simulation.codes import Codes
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes

TIMES = {"rows": 4, "code_s": 0.05, "window_s": 1, "row_window_s": 0.25, "batch_s": 10, "row_s": 2}


@pytest.fixture
def stepping():
    """Steps a row of that many audio seconds to its end; what each step took, and with which its windows came."""

    def step(audio_s, **changes):
        codes, heard, took = Codes(EngineTimes(**{**TIMES, **changes})), [], []
        codes.enter([Row(Environment(), segment_of(5), audio_s, 9, lambda _: heard.append(len(took)))])
        while codes.rows:
            took.append(codes.step_s())
            codes.stepped()
        return took, heard

    return step


def test_a_row_takes_a_step_for_each_code(stepping):
    """0.14 s of sound are there with the third code, and 0.42 s more with the twelfth; the last ends the row."""
    took, heard = stepping(1.0)
    assert took == [13.25] + [1.25] * 19
    assert heard == [3, 12, 20]


def test_sound_waits_for_codes_beyond_it_until_the_row_ends(stepping):
    """What is left is heard with the last code, two windows at once if it must be."""
    _, heard = stepping(1.0, ahead_s=0.2)
    assert heard == [7, 16, 20]
    _, heard = stepping(1.0, ahead_s=0.5)
    assert heard == [13, 20, 20]


def test_sound_has_its_price(stepping):
    took, _ = stepping(1.0, sound_s=0.5, row_audio_s=1.0)
    assert [round(step_s - 1.25, 2) for step_s in took[1:] if step_s != 1.25] == [0.64, 0.92, 0.94]


def test_rows_begin_at_some_steps_only():
    codes = Codes(EngineTimes(**TIMES, join_steps=3))
    codes.enter([Row(Environment(), segment_of(5), 9.0, 9)])
    opened = []
    for _ in range(6):
        codes.step_s()
        codes.stepped()
        opened.append(codes.open)
    assert opened == [False, False, True] * 2


def test_who_comes_later_has_its_own_end():
    codes, rows = Codes(EngineTimes(**TIMES)), [Row(Environment(), segment_of(5), 0.2, 9) for _ in range(2)]
    ended = []
    for row in rows:
        codes.enter([row])
        codes.step_s()
        ended.append(codes.stepped())
    for _ in range(3):
        codes.step_s()
        ended.append(codes.stepped())
    assert ended == [[], [], [], [rows[0]], [rows[1]]]
