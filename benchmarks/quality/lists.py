"""The fixed lists of sentences. None of them may be in a text that a voice was trained on."""

from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"

COMPARED = ("statements", "questions", "commands", "numbers")
"""Kinds that are compared signal by signal; the questions are to be answered with yes or no."""

EVERYDAY, ARTICLE = "everyday", "article"
"""Those that are listened to for their words, and the text of twenty sentences whose joins are listened to."""


def sentences(kind: str, limit: int | None = None) -> list[str]:
    """Of one file, the first `limit` of them."""
    return (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines()[:limit]


def compared(limit: int | None = None) -> dict[str, str]:
    """The kind of each sentence, by its text; `limit` of each kind."""
    return {text: kind for kind in COMPARED for text in sentences(kind, limit)}
