"""The roofline."""

import pytest

from benchmarks.engines.roofline import Roofline, measured
from benchmarks.engines.subject import Demand


def test_whichever_is_used_up_first():
    roof = Roofline(bytes_per_s=100, flop_per_s=1000)
    assert roof.audio_s_per_s(Demand(flop=100, bytes=1)) == pytest.approx(10)
    assert roof.audio_s_per_s(Demand(flop=1, bytes=50)) == pytest.approx(2)


def test_a_cpu_does_something():
    roof = measured("cpu")
    assert 1e8 < roof.bytes_per_s < 1e13
    assert 1e8 < roof.flop_per_s < 1e14
