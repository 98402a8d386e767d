"""Script: what normalisation returns, the lines to be spoken and the pauses between them."""

from dataclasses import asdict, dataclass

from cache.key import content_key
from models.engine import Pronunciation, Segment
from pipeline.spec import RenderSpec


@dataclass(frozen=True, slots=True)
class Line:
    """What one segment says, and how long to be silent after it."""

    text: str
    """As the engine shall read it; empty for a mere pause."""
    start: int
    """First character in the caller's text."""
    end: int
    """One past the last."""
    pause_s: float
    """Silence after it."""
    pronunciations: tuple[Pronunciation, ...] = ()
    """How words of `text` sound, in order; only for voices that take IPA."""
    due: float | None = None
    """See Segment; known once it is begun."""


@dataclass(frozen=True, slots=True)
class Script:
    """Lines in order. A line with its render's settings makes a Segment."""

    lines: tuple[Line, ...]
    whole: bool = True
    """Whether these are all of the text's lines, or its first ones."""


def segment(line: Line, spec: RenderSpec, stands_in: bool = False) -> Segment:
    return Segment(
        text=line.text,
        language=spec.language,
        rate=spec.rate,
        seed=default_seed(line, spec) if spec.seed is None else spec.seed,
        sampling=spec.sampling,
        lane=spec.lane,
        request_id=spec.request_id,
        stands_in=stands_in,
        pronunciations=line.pronunciations,
        start=line.start,
        end=line.end,
        due=line.due,
    )


def default_seed(line: Line, spec: RenderSpec) -> int:
    """63 bits of the segment's own key, so that the same sentence sounds the same wherever it stands."""
    said = {"text": line.text, "pronunciations": [asdict(word) for word in line.pronunciations]}
    return int(content_key({**said, **spec.voicing()})[:16], 16) >> 1
