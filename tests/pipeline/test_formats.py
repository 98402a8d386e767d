"""What a caller may ask of each format."""

import pytest

from pipeline.errors import UnsupportedFormat
from pipeline.formats import FORMATS, AudioFormat


def default(name: str, voice_rate: int = 24000) -> AudioFormat:
    return AudioFormat.choose(name, voice_rate, None, None)


@pytest.mark.parametrize(
    ("name", "voice_rate", "chosen"),
    [
        ("mp3", 22050, 22050),
        ("opus", 22050, 24000),
        ("aac", 20000, 22050),
        ("wav", 22050, 22050),
        ("pcm", 22050, 24000),
    ],
)
def test_without_a_wish_the_rate_is_the_voices_or_the_next_that_loses_nothing(name, voice_rate, chosen):
    assert default(name, voice_rate).sample_rate == chosen


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        *[(name, "bitrate", 64_000) for name in ("flac", "wav", "pcm")],
        *[(name, "bitrate", bad) for name in ("mp3", "opus", "aac") for bad in (-1, 0, 1_000, 10**9, 10**30)],
        *[(name, "sample_rate", bad) for name in FORMATS for bad in (-1, 0, 7_999, 48_001, 10**30)],
        ("opus", "sample_rate", 22_050),
        ("mp3", "sample_rate", 24_001),
    ],
)
def test_what_a_format_cannot_do_is_refused_by_the_name_of_its_field(name, field, value):
    wishes = {"sample_rate": None, "bitrate": None, field: value}
    with pytest.raises(UnsupportedFormat, match=name) as refused:
        AudioFormat.choose(name, 24000, **wishes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "sample_rate", "bitrate"),
    [("mp3", 24000, 64_000), ("mp3", 8000, 64_000), ("aac", 8000, 48_000), ("opus", 24000, 48_000)],
)
def test_without_a_wish_the_bitrate_is_the_usual_one_or_the_nearest_to_it(name, sample_rate, bitrate):
    assert AudioFormat.choose(name, 24000, sample_rate, None).bitrate == bitrate


@pytest.mark.parametrize(
    ("sample_rate", "bitrate"), [(44100, 24_000), (24000, 192_000), (8000, 80_000), (24000, 50_000)]
)
def test_an_mp3_bitrate_that_its_sample_rate_does_not_have_is_refused(sample_rate, bitrate):
    with pytest.raises(UnsupportedFormat, match=f"at {sample_rate} Hz"):
        AudioFormat.choose("mp3", 24000, sample_rate, bitrate)
