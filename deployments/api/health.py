"""Health: alive, and ready only when a voice can speak. No key is ever asked for."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter

from deployments.api.schemas import Health

Ready = Callable[[], Awaitable[None]]
"""Returns when the default voice can speak; raises NotReady with the reason."""


def health_routes(ready: Ready) -> APIRouter:
    """LiveKit asks for its base URL before it speaks. wyoming_openai guesses the server by what answers: a 200 to
    /v1/readyz is LocalAI to it and a /health of just "OK" speaches, so neither may come from here.
    """
    routes = APIRouter(tags=["health"])

    @routes.get("/", include_in_schema=False)
    @routes.get("/v1", include_in_schema=False)
    @routes.get("/v1/", include_in_schema=False)
    @routes.get("/health")
    @routes.get("/healthz")
    @routes.get("/v1/test", include_in_schema=False)
    async def alive() -> Health:
        """The server answers. Says nothing of its engines."""
        return Health(status="ok")

    @routes.get("/readyz")
    async def readyz() -> Health:
        """A voice can speak."""
        await ready()
        return Health(status="ready")

    return routes
