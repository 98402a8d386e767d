"""French: forms for women and men in one word, étudiant·e·s, né(e); read as both words."""

import re

from pipeline.normalize.rules import rule

REPLACED = {"rice": "eur", "trice": "teur", "euse": "eur", "ère": "er", "ive": "if", "ice": "eur", "ve": "f", "se": "x"}
"""Endings that take the place of the masculine one."""
SUFFIX = "trice|rice|ice|euse|ère|ive|ve|nne|ne|tte|te|lle|le|se|fe|e"
POINT = "[·•‧.⋅]"


def _both(match: re.Match[str]) -> str:
    """The masculine and the feminine, for several of them joined by et, for one by ou."""
    stem, suffix = match["stem"], match["suffix"]
    plural = "s" if "s" in (match["plural"] or "") else ""
    between = "et" if plural else "ou"
    return f"{_masculine(stem, plural)} {between} {_feminine(stem, suffix).lower()}{plural}"


def _masculine(stem: str, plural: str) -> str:
    return stem if stem[-1] in "sx" else stem + plural


def _feminine(stem: str, suffix: str) -> str:
    """lecteur·rice is lectrice, cher·ère is chère, lycéen·ne is lycéenne."""
    old = REPLACED.get(suffix, "")
    if not old or not stem.endswith(old):
        return stem + suffix
    return stem[: -len(old)] + suffix


INCLUSIVE = (
    rule(
        rf"(?<![\w@/.-])(?P<stem>[^\W\d_]{{2,25}}){POINT}(?P<suffix>{SUFFIX})(?P<plural>{POINT}?s)?(?![\w@/-]|\.\w)",
        _both,
    ),
    rule(rf"(?<![\w@/.-])(?P<stem>[^\W\d_]{{2,25}})\((?P<suffix>{SUFFIX})(?P<plural>s\)|\)s|\))(?!\w)", _both),
)
