"""Content keys: equal work has an equal key, in every process and after every restart."""

import hashlib
import json
from collections.abc import Mapping

CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_key(parts: Mapping[str, object]) -> str:
    """sha256 (hex) over the canonical JSON of `parts`: sorted names, no spaces, no NaN."""
    return hashlib.sha256(CANONICAL.encode(parts).encode()).hexdigest()
