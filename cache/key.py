"""Content keys: equal work has an equal key, in every process and after every restart."""

import hashlib
import json
from collections.abc import Mapping


def content_key(parts: Mapping[str, object]) -> str:
    """sha256 (hex) over the canonical JSON of `parts`: sorted names, no spaces, no NaN."""
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
