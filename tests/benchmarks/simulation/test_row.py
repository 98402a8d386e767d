from simpy import Environment

from benchmarks.simulation.row import Row, segment_of


def test_a_row_has_the_windows_of_the_real_vocoders():
    """0.14 s, three times that, nine times that, and no short one at the end: models/windows.py."""
    env, heard, sent = Environment(), [], []
    row = Row(env, segment_of(30), 3.0, 9, lambda audio_s: sent.append((row.begun, audio_s)))
    row.heard = heard.append
    while row.next_s:
        row.advance()
    assert heard == [0.14, 0.42, 1.26, 1.18]
    assert sent == [(True, audio_s) for audio_s in heard]


def test_even_the_shortest_has_one():
    row = Row(Environment(), segment_of(1), 0.0, 9)
    assert row.next_s == 0.01
