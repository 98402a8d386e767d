"""What `list` shows."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of `list`; None where the catalogue does not tell."""

    id: str
    languages: tuple[str, ...]
    quality: str | None
    size_bytes: int | None
    speakers: int | None
    installed: bool


def table(offers: Sequence[Offer]) -> list[str]:
    """Lines of columns, each as wide as it needs."""
    rows = [("ID", "LANGUAGE", "QUALITY", "SIZE", "SPEAKERS", "INSTALLED"), *map(_row, offers)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _row(offer: Offer) -> tuple[str, ...]:
    language = offer.languages[0] if len(offer.languages) == 1 else f"{len(offer.languages)} languages"
    size = "-" if offer.size_bytes is None else f"{offer.size_bytes / 1e6:.0f} MB"
    speakers = "-" if offer.speakers is None else str(offer.speakers)
    return offer.id, language, offer.quality or "-", size, speakers, "yes" if offer.installed else ""
