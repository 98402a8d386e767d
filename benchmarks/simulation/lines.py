"""Lines: the segments that a text becomes, as the real Normalizer cuts and reads it."""

from benchmarks.simulation.region import voice
from models.engine import Segment
from pipeline.manner import Manner
from pipeline.segment import segment_text


def lines(text: str) -> tuple[Segment, ...]:
    """For the bundled voice."""
    manner = Manner("en-us", voice().longest("en-us"), voice().target_chars)
    return tuple(Segment(text=line.text, language="en-us") for line in segment_text(text, manner).lines if line.text)
