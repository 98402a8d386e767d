"""The rate of bare samples, as a server tells it with its audio."""

from benchmarks.load.errors import Unreadable


def samples_per_s(rate: object, channels: object, before: int | None) -> int:
    """Of all channels. Raises Unreadable for what is no rate, or another than before: a recording has one."""
    if not (isinstance(rate, int) and isinstance(channels, int) and rate > 0 and channels > 0):
        raise Unreadable
    if before not in {None, rate * channels}:
        raise Unreadable
    return rate * channels
