"""Naming: files that are called after what others wrote, and stay in their folder whatever that was."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

FORBIDDEN = frozenset('/\\:*?"<>|')
"""In a file's name, on one system or another."""

LONGEST_BYTES = 160
"""Of a name without its suffix: file systems take 255, and some programs add to it."""

MARKED = re.compile(r"-[0-9a-f]{12}")


def safe_name(text: str) -> str:
    """What can be kept of it in a file's name, without a suffix; nothing of it may be left."""
    kept = "".join(mark if mark.isprintable() and mark not in FORBIDDEN else "_" for mark in text)
    return kept.strip(" .").encode()[:LONGEST_BYTES].decode(errors="ignore").rstrip(" .")


def item_names(custom_ids: Iterable[str]) -> dict[str, str]:
    """A name for each, without a suffix: the id itself, and a mark behind it where that is not possible.

    The same ids have the same names the next time.
    """
    names = {custom_id: _own_name(custom_id) for custom_id in custom_ids}
    takers = Counter(map(_alike, names.values()))
    return {each: name if takers[_alike(name)] == 1 else _marked(name, each) for each, name in names.items()}


def _own_name(custom_id: str) -> str:
    name = safe_name(custom_id)
    # What ends like a mark gets one of its own, or it could be the name of another.
    plain = name == custom_id and not MARKED.fullmatch(name[-13:])
    return name if name and plain else _marked(name or "item", custom_id)


def _marked(name: str, custom_id: str) -> str:
    return f"{name}-{sha256(custom_id.encode(errors='surrogatepass')).hexdigest()[:12]}"


def _alike(name: str) -> str:
    """Some file systems know no difference between upper and lower case, nor between ways to write an accent."""
    return unicodedata.normalize("NFC", name).casefold()
