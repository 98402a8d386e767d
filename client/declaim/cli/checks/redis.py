"""Checks of Redis, over a plain socket: the client needs no library for one PING."""

import socket
import ssl
from urllib.parse import SplitResult, unquote, urlsplit

from declaim.cli.checks.finding import LIMIT_S, Environment, Finding

DEFAULT_PORT = 6379

LONGEST_REPLY = 1024
"""Bytes; what is at the other end may not be Redis."""


def check_cache_redis(environment: Environment) -> Finding:
    return _check("DECLAIM_REDIS_URL", "cache in process", environment)


def check_queue_redis(environment: Environment) -> Finding:
    return _check("DECLAIM_QUEUE_REDIS_URL", "batches in SQLite", environment)


def _check(variable: str, without: str, environment: Environment) -> Finding:
    url = environment.get(variable)
    if not url:
        return Finding("ok", f"not set: {without}")
    place = _parsed(url)
    where = f"{place.hostname}:{place.port or DEFAULT_PORT}"  # without the password
    try:
        reply = ping(place)
    except OSError as error:
        return Finding("fail", f"{where}: {error}", f"start it, or correct {variable}")
    return judge(reply, where, variable)


def judge(reply: str, where: str, variable: str) -> Finding:
    """What a reply to PING means."""
    if reply == "+PONG":
        return Finding("ok", f"{where} answers")
    if reply.startswith(("-NOAUTH", "-WRONGPASS")):
        return Finding("fail", f"{where}: {reply}", f"write redis://USER:PASSWORD@HOST in {variable}")
    if reply.startswith("-LOADING"):
        return Finding("warn", f"{where}: {reply}", "wait until it has read its data")
    return Finding("fail", f"{where}: {reply or 'closed without a reply'}", f"see that {variable} names a Redis server")


def ping(place: SplitResult) -> str:
    """The reply to PING, or to AUTH when that was refused; raises OSError."""
    with _connected(place) as connection:
        if place.password:
            reply = _exchange(
                connection, "AUTH", *filter(None, (unquote(place.username or ""), unquote(place.password)))
            )
            if reply != "+OK":
                return reply
        return _exchange(connection, "PING")


def _parsed(url: str) -> SplitResult:
    place = urlsplit(url)
    if place.scheme not in {"redis", "rediss"} or not place.hostname:
        raise ValueError("a Redis address is redis://HOST:PORT/0, or rediss:// for TLS")
    return place


def _connected(place: SplitResult) -> socket.socket:
    host = place.hostname or ""
    connection = socket.create_connection((host, place.port or DEFAULT_PORT), timeout=LIMIT_S)
    if place.scheme == "redis":
        return connection
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=host)
    except OSError:
        connection.close()
        raise


def _exchange(connection: socket.socket, *words: str) -> str:
    parts = "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)
    connection.sendall(f"*{len(words)}\r\n{parts}".encode())
    with connection.makefile("rb") as replies:
        return replies.readline(LONGEST_REPLY).decode(errors="replace").strip()
