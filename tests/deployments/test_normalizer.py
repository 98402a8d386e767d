"""What was read once need not be read again."""

from deployments.normalizer import LONGEST_CHARS, Normalizer, remembered
from pipeline.manner import Manner
from pipeline.segment import segment_text

MANNER = Manner("en-us", 400)


async def test_a_text_is_read_once_per_manner():
    remembered.cache_clear()
    text = "It costs $5. No more."
    scripts = [await Normalizer().normalize(text, manner) for manner in (MANNER, MANNER, Manner("de", 400))]
    assert scripts[0] == scripts[1] == segment_text(text, MANNER)
    assert scripts[2] == segment_text(text, Manner("de", 400))
    assert remembered.cache_info().misses == 2


async def test_the_longest_are_not_kept():
    remembered.cache_clear()
    text = "word " * (LONGEST_CHARS // 5 + 1)
    assert await Normalizer().normalize(text, MANNER) == segment_text(text, MANNER)
    assert remembered.cache_info().currsize == 0
