import pytest

from benchmarks.simulation.scenario import SHIPPED, read_service
from benchmarks.simulation.streams import simulated, speed, ttfa_s

MEASURED = [path for path in SHIPPED.glob("*.json") if read_service(path).streams]


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_an_engine_that_was_measured_does_alone_what_it_did(path):
    """Within a fifth: who changes one changes the other."""
    service = read_service(path)
    for real, ours in zip(service.streams, simulated(service), strict=True):
        assert ours.audio_s_per_s == pytest.approx(real.audio_s_per_s, rel=0.2)
        assert ours.ttfa_s == (real.ttfa_s and pytest.approx(real.ttfa_s, rel=0.2))


def test_callers_of_an_engine_whose_times_are_simple(service):
    """65 characters are 6.5 s, and two rows take a second to begin each."""
    alone = service(engine={"rows": 2, "batch_s": 1.0, "longest_window": 10**6})
    assert speed(alone, 1) == pytest.approx(6.5, rel=0.11)  # the tenth ends when time is up
    assert speed(alone, 2) == pytest.approx(13, rel=0.11)
    assert ttfa_s(alone, 2) == pytest.approx(1)
    assert ttfa_s(alone, 4) == pytest.approx(1.5)
