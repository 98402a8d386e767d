"""Handlers: every error of the application, answered as errors.py has it."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from deployments.api.answering import answer, from_validation
from deployments.api.errors import INVALID, ROOTS


async def from_http(request: Request, error: HTTPException) -> JSONResponse:
    """Routing's own refusals (404, 405) in the envelope."""
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    body = {"message": str(error.detail), "type": INVALID, "param": None, "code": code}
    headers = {"Allow": allowed(request)} if error.status_code == 405 else error.headers
    return JSONResponse({"error": body}, error.status_code, headers)


def allowed(request: Request) -> str:
    """The methods of every route that has this path; Starlette names those of the first."""
    routes = [context.original_route for context in iter_route_contexts(request.app.routes)]
    fitting = [route for route in routes if route.matches(request.scope)[0] is Match.PARTIAL]
    return ", ".join(sorted({method for route in fitting for method in getattr(route, "methods", ())}))


async def nobody_there(_: Request, error: Exception) -> None:
    """The client went while it was sending its body."""


Handler = Callable[[Request, Exception], Awaitable[JSONResponse]]


def handler(convert: Callable[..., JSONResponse]) -> Handler:
    async def handle(_: Request, error: Exception) -> JSONResponse:
        return convert(error)

    return handle


def install_handlers(app: FastAPI) -> None:
    """Answer every error of the application in the one envelope. Before any other middleware is added."""
    for root in ROOTS:
        app.add_exception_handler(root, handler(answer))
    app.add_exception_handler(ValidationError, handler(lambda error: answer(from_validation(error))))
    app.add_exception_handler(HTTPException, from_http)  # type: ignore[arg-type]
    app.add_exception_handler(ClientDisconnect, nobody_there)  # type: ignore[arg-type]
    # Starlette has one of these outside of all other middleware: its answers would lack request id and CORS headers.
    app.add_middleware(ServerErrorMiddleware, handler=handler(answer))
