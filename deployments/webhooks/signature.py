"""Signatures of messages, as https://www.standardwebhooks.com has them, so that receivers verify with its libraries."""

import base64
import binascii
import hashlib
import hmac

from deployments.webhooks.errors import InvalidSecret

PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)


def sign(secret: str, message_id: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The headers that prove who sent `body`, and when. Raises InvalidSecret."""
    signed = f"{message_id}.{timestamp_s}.".encode() + body
    digest = hmac.digest(check_secret(secret), signed, hashlib.sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def check_secret(secret: str) -> bytes:
    """The key in `secret`: `whsec_` and 24 to 64 bytes in base64. Raises InvalidSecret."""
    if not secret.startswith(PREFIX):
        raise InvalidSecret(f"does not begin with '{PREFIX}'")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidSecret(f"has no base64, with its padding, behind '{PREFIX}'") from None
    if len(key) not in SECRET_BYTES:
        raise InvalidSecret(f"holds {len(key)} bytes, where {SECRET_BYTES[0]} to {SECRET_BYTES[-1]} are needed")
    return key
