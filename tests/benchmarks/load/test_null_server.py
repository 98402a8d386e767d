import pytest

from benchmarks.load.decoding import needed
from benchmarks.load.null_server import CODECS, encoded
from benchmarks.load.workloads.prompt import FORMATS


@pytest.mark.parametrize("name", CODECS)
def test_silence_in_every_format_can_be_heard(name):
    assert needed(encoded(*CODECS[name]))[1][-1] == pytest.approx(0.1, abs=0.08)


def test_no_format_is_missing():
    assert {*CODECS, "pcm"} == set(FORMATS)
