"""Where a bucket is, and with whose keys: all that can be found wrong without asking."""

import re
from dataclasses import dataclass, field

ENDPOINT = re.compile(r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:(?P<port>\d{1,5}))?/?", re.ASCII)
BUCKET = re.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class S3Address:
    """Endpoints are `http(s)://HOST[:PORT]`. Raises ValueError that names the variable."""

    endpoint: str
    bucket: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    public_endpoint: str | None = None
    """Where callers of presigned addresses reach it; None: at `endpoint`."""

    def __post_init__(self) -> None:
        check_endpoint("DECLAIM_S3_ENDPOINT", self.endpoint)
        check_endpoint("DECLAIM_S3_PUBLIC_ENDPOINT", self.public_endpoint or self.endpoint)
        if not BUCKET.fullmatch(self.bucket):
            raise ValueError(
                f"DECLAIM_S3_BUCKET={self.bucket} cannot be a bucket's name: write 3 to 63 lower-case letters, digits, "
                "'.' and '-'"
            )
        if not re.fullmatch(r"[\w-]+", self.region, re.ASCII):
            raise ValueError(f"DECLAIM_S3_REGION={self.region} cannot be a region: write a name such as us-east-1")


def check_endpoint(variable: str, endpoint: str) -> None:
    """Raises ValueError, which does not repeat it: somebody may have put a secret in front of the host."""
    found = ENDPOINT.fullmatch(endpoint)
    if not found or not 0 < int(found["port"] or 80) < 2**16:
        raise ValueError(
            f"{variable} cannot be used: write http://HOST[:PORT] or https://HOST[:PORT], and nothing else"
        )
