"""API keys: a Bearer token as OpenAI's clients send it, or xi-api-key."""

import hmac
from collections.abc import Awaitable, Callable

from fastapi import Request

from deployments.api.errors import Unauthorized

SCHEMES = {
    "HTTPBearer": {"type": "http", "scheme": "bearer"},
    "APIKeyHeader": {"type": "apiKey", "in": "header", "name": "xi-api-key"},
}
"""For the OpenAPI document. FastAPI would write them itself, and take a fifth of a cached answer's time to do so."""


def key_check(keys: tuple[str, ...]) -> Callable[[Request], Awaitable[None]]:
    """A dependency that raises Unauthorized unless the request has one of `keys`; with none, everyone may."""

    async def check(request: Request) -> None:
        given = bearer_token(request) or request.headers.get("xi-api-key")
        if keys and not (given and is_one_of(given, keys)):
            raise Unauthorized

    return check


def bearer_token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def is_one_of(given: str, keys: tuple[str, ...]) -> bool:
    """Compared in constant time, every key each time, and as the bytes that were sent."""
    matches = [hmac.compare_digest(given.encode("latin-1"), key.encode()) for key in keys]
    return any(matches)
