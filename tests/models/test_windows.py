"""Windows."""

from models.windows import first_window, windows


def test_grow_and_leave_no_short_one_behind():
    assert list(windows(400, 12)) == [(0, 12), (12, 48), (48, 156), (156, 264), (264, 400)]
    assert list(windows(18, 12)) == [(0, 18)]
    assert list(windows(1, 12)) == [(0, 1)]


def test_may_grow_for_longer():
    assert list(windows(900, 12, 27)) == [(0, 12), (12, 48), (48, 156), (156, 480), (480, 900)]


def test_the_first_has_a_frame_at_least():
    assert first_window(22050 / 256) == 12
    assert first_window(1) == 1
