"""Checks of the address that a server here would take, and of the server that answers."""

import errno
import socket

import httpx

from declaim.answers import read_refusal
from declaim.cli.checks.finding import LIMIT_S, Environment, Finding
from declaim.client import Declaim
from declaim.errors import ConnectionFailed, DeclaimError, NotFound, RequestRefused
from declaim.requests import server_url

PORTS = range(1, 2**16)

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what to knock at, not what to listen on
"""Where a server that listens on all addresses is found."""


def check_port(environment: Environment) -> Finding:
    host, port = address(environment)
    try:
        _take(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _occupied(environment)
        return Finding("fail", f"{host}:{port}: {error.strerror}", "choose others with DECLAIM_HOST and DECLAIM_PORT")
    return Finding("ok", f"{host}:{port} is free")


def check_server(environment: Environment) -> Finding:
    chosen = environment.get("DECLAIM_URL")
    url = chosen or local_url(environment)
    try:
        answer = httpx.get(f"{server_url(url)}/readyz", timeout=LIMIT_S)
    except (httpx.RequestError, ConnectionFailed):
        if chosen:
            return Finding("fail", f"nothing answers at {url}", "start that server, or correct DECLAIM_URL")
        return Finding("warn", f"nothing answers at {url}", "start a server with `make serve`")
    if answer.is_success:
        return Finding("ok", f"{url} is ready")
    return Finding("fail", f"{url} is not ready: {read_refusal(answer)}", "wait while it loads, then read its log")


def address(environment: Environment) -> tuple[str, int]:
    """Where a server here listens; raises ValueError."""
    port = int(environment.get("DECLAIM_PORT") or 8000)
    if port not in PORTS:
        raise ValueError(f"port {port} is not between {PORTS.start} and {PORTS.stop - 1}")
    return environment.get("DECLAIM_HOST") or "127.0.0.1", port


def local_url(environment: Environment) -> str:
    """How a server here is reached; raises ValueError."""
    host, port = address(environment)
    host = EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _take(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do; without it a port is taken for a minute after its server has gone.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _occupied(environment: Environment) -> Finding:
    url = local_url(environment)
    if _is_declaim(url):
        return Finding("ok", f"a Declaim server answers at {url}")
    return Finding("fail", f"something else has taken {url}", "stop it, or choose another port with DECLAIM_PORT")


def _is_declaim(url: str) -> bool:
    try:
        with Declaim(url, timeout_s=LIMIT_S, max_retries=0) as client:
            client.voices()
    except RequestRefused as refusal:
        # For want of a key, or while loading: it has voices, and refuses in the error envelope.
        return refusal.type is not None and not isinstance(refusal, NotFound)
    except DeclaimError:
        return False
    return True
