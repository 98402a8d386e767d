import pytest

from benchmarks.simulation.errors import SimulationError
from benchmarks.simulation.measuring.service import piper_voice


def test_a_voice_by_its_name():
    assert piper_voice("declaim").engine == "piper"
    with pytest.raises(SimulationError, match="espeak is no voice of Piper's; there are declaim"):
        piper_voice("espeak")
