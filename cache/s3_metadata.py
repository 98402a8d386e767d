"""What an object tells of itself, in headers, which take printable ASCII alone."""

from collections.abc import Mapping
from urllib.parse import quote, unquote

from minio.helpers import DictType

from cache.objects import Metadata

PREFIX = "x-amz-meta-"


def headers(metadata: Metadata) -> DictType:
    """Percent-encoded, as minio takes them: what is not ASCII counts threefold towards the 2 KB."""
    return {PREFIX + name: quote(value, safe="") for name, value in metadata.items()}


def metadata(headers: Mapping[str, str]) -> Metadata:
    """Out of all the headers of an answer."""
    named = {name.lower(): value for name, value in headers.items()}
    return {name.removeprefix(PREFIX): unquote(value) for name, value in named.items() if name.startswith(PREFIX)}
