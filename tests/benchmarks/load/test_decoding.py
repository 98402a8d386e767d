from itertools import pairwise

import pytest

from benchmarks.load.decoding import decodes, needed

FORMATS = [
    ("mp3", "libmp3lame", {}),
    ("ogg", "libopus", {"page_duration": "100000"}),
    ("adts", "aac", {}),
    ("flac", "flac", {}),
    ("wav", "pcm_s16le", {}),
]


@pytest.mark.parametrize(("container", "codec", "options"), FORMATS)
def test_seconds_by_bytes_agree_with_what_can_be_decoded(encoded, container, codec, options):
    body = encoded(container, codec, **options)
    sizes, seconds = needed(body)
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == len(body)
    assert seconds[-1] == pytest.approx(2.0, abs=0.1)
    assert max(b - a for a, b in pairwise(seconds)) < 0.101
    assert not decodes(body[:40])
    assert decodes(body[: sizes[1]])
    assert decodes(body)


@pytest.mark.parametrize("junk", [b"", b"x", b"no audio at all " * 500])
def test_what_is_no_audio(junk):
    assert not decodes(junk)
    assert needed(junk) == ([], [])


def test_a_wav_that_was_streamed_does_not_know_its_size(encoded):
    body = bytearray(encoded("wav", "pcm_s16le"))
    at = body.index(b"data") + 4
    body[4:8] = body[at : at + 4] = b"\xff" * 4
    assert decodes(bytes(body[: at + 6]))
    assert needed(bytes(body))[1][-1] == pytest.approx(2.0, abs=0.01)
