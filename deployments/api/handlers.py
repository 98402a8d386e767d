"""Handlers: every error of the application, answered as errors.py has it."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import ClientDisconnect

from deployments.api.errors import INVALID, ROOTS, answer, from_validation


def from_http(error: HTTPException) -> JSONResponse:
    """Routing's own refusals (404, 405) in the envelope."""
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    body = {"message": str(error.detail), "type": INVALID, "param": None, "code": code}
    return JSONResponse({"error": body}, error.status_code, error.headers)


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
    app.add_exception_handler(HTTPException, handler(from_http))
    app.add_exception_handler(ClientDisconnect, nobody_there)  # type: ignore[arg-type]
    # Starlette has one of these outside of all other middleware: its answers would lack request id and CORS headers.
    app.add_middleware(ServerErrorMiddleware, handler=handler(answer))
