import pytest

from benchmarks.load.drivers.rate import samples_per_s
from benchmarks.load.errors import Unreadable


def test_samples_of_all_channels():
    assert samples_per_s(22_050, 1, None) == 22_050
    assert samples_per_s(24_000, 2, 48_000) == 48_000


@pytest.mark.parametrize(
    ("rate", "channels", "before"),
    [(None, 1, None), ("24000", 1, None), (24_000, "1", None), (0, 1, None), (24_000, 0, None), (24_000, 1, 22_050)],
)
def test_what_is_none(rate, channels, before):
    with pytest.raises(Unreadable):
        samples_per_s(rate, channels, before)
