"""`GET /metrics`: this node's metrics, for Prometheus. No key is asked for."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response

Metrics = Callable[[], Awaitable[bytes]]
"""The page in Prometheus's text format; raises MetricsUnavailable."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_routes(metrics: Metrics) -> APIRouter:
    routes = APIRouter(tags=["metrics"])

    @routes.get("/metrics", response_class=Response, responses={200: {"content": {CONTENT_TYPE: {}}}})
    async def read_metrics() -> Response:
        """Every deployment's metrics on this node, Ray Serve's own too."""
        return Response(await metrics(), headers={"content-type": CONTENT_TYPE})

    return routes
