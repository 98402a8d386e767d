"""API keys: a Bearer token as OpenAI's clients send it, or xi-api-key."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from deployments.api.errors import Unauthorized

bearer = HTTPBearer(auto_error=False)
xi_api_key = APIKeyHeader(name="xi-api-key", auto_error=False)


def key_check(keys: tuple[str, ...]) -> Callable[..., Awaitable[None]]:
    """A dependency that raises Unauthorized unless the request has one of `keys`; with none, everyone may."""

    async def check(
        token: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
        header: Annotated[str | None, Security(xi_api_key)],
    ) -> None:
        given = token.credentials if token is not None else header
        if keys and not (given and is_one_of(given, keys)):
            raise Unauthorized

    return check


def is_one_of(given: str, keys: tuple[str, ...]) -> bool:
    """Compared in constant time, every key each time, and as the bytes that were sent."""
    matches = [hmac.compare_digest(given.encode("latin-1"), key.encode()) for key in keys]
    return any(matches)
