"""The environment of an embedded Ray: read by every one of its processes, so set before Ray is imported."""

import os
import random
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from deployments.settings import Secrets, generated_secret

ROOT = Path(__file__).parent.parent

FIXED = {
    # Loopback does not stop other users of the machine from calling Ray itself; a token does.
    "RAY_AUTH_MODE": "token",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_SERVE_LOG_TO_STDERR": "0",
    # HAProxy in front, and user code on the replicas' own loop: 5-8 times the requests per second.
    "RAY_SERVE_ENABLE_HA_PROXY": "1",
    "RAY_SERVE_THROUGHPUT_OPTIMIZED": "1",
    "RAY_SERVE_HAPROXY_NBTHREAD": "1",
    "RAY_SERVE_HAPROXY_HARD_STOP_AFTER_S": "7200",
    # A request that an Ingress died with before it had said anything goes to another one. At worst a batch is submitted
    # twice, and its items are found the second time.
    "RAY_SERVE_HAPROXY_RETRY_ON": "conn-failure empty-response",
    # In which a node answers or is gone; nodes are near each other.
    "RAY_SERVE_HAPROXY_TIMEOUT_CONNECT_S": "1",
    "RAY_SERVE_DIRECT_INGRESS_MIN_DRAINING_PERIOD_S": "1",
    # That mode writes logs a thousand lines at a time; who looks for a request wants to see it.
    "RAY_SERVE_REQUEST_PATH_LOG_BUFFER_SIZE": "1",
    # The script of the longest text goes in one message, and gRPC's own limit is 4 MiB.
    "RAY_SERVE_REPLICA_GRPC_MAX_MESSAGE_LENGTH": str(64 * 1024 * 1024),
    # A gauge that is not set again within four seconds leaves the page of metrics (deployments/instruments.py).
    "RAY_SERVE_STATUS_GAUGE_REPORT_INTERVAL_S": "1",
    # How long what was sent to a node may go unacknowledged before the connection is dead: without it, two minutes.
    "RAY_grpc_client_keepalive_timeout_ms": "3000",
    # Ray gives its workers a low priority, for tasks beside which other programs should not suffer; these are served.
    "RAY_worker_niceness": "0",
    # One request is one thread's work here; a pool per replica would only fight over the cores.
    "OMP_NUM_THREADS": "1",
}

CLUSTER = {
    **FIXED,
    # Kubernetes and other nodes' proxies need their time to hear that an Ingress is going.
    "RAY_SERVE_DIRECT_INGRESS_MIN_DRAINING_PERIOD_S": "30",
    # Between two looks at an Ingress. Serve passes this on to HAProxy as it is, so more fits in: no connection
    # is kept for the next request, which would go nowhere, unnoticed, if its node is gone.
    "RAY_SERVE_HAPROXY_HEALTH_CHECK_INTER": "5s pool-max-conn 0",
    # How often who waits for an answer asks whether the other side is still there. A connection that the other side
    # gave up while a node was cut off is not missed for five minutes otherwise, and for so long the node's HAProxy does
    # not hear which Ingresses there are. Ray's servers bear what is said here, so it has to be the same everywhere.
    "RAY_grpc_client_keepalive_time_ms": "10000",
    # Ray asks a node every 3 s; one that was cut off for less than ten times that goes on where it was.
    "RAY_health_check_failure_threshold": "10",
}
"""What every node of a cluster has to be started with, and what submits to it: all of them the same."""

AT_REST = {
    # Between two looks of Serve's controller at all that it keeps. With a tenth of a second, its default, they are a
    # quarter of what a server uses while nobody asks. Replicas are up, and replaced, some tenths of a second later.
    "RAY_SERVE_CONTROL_LOOP_INTERVAL_S": "0.3",
    # Serve hands its own counts on ten times a second by default, and Ray reports them every two seconds.
    "RAY_SERVE_METRICS_EXPORT_INTERVAL_MS": "1000",
    # What the log monitor would look for ten times a second: new files whose lines nobody here asked for.
    "RAY_LOG_MONITOR_MANY_FILES_THRESHOLD": "0",
    "LOG_NAME_UPDATE_INTERVAL_S": "inf",
}
"""What Ray does too often for one small machine, of which it takes a tenth (`python -m benchmarks.budget`)."""

UNASSIGNED = range(20_000, 30_000)
"""Ports nobody gives out: those of Ray's workers end below, Serve's and what Linux chooses by itself begin above."""


def prepare_environment(secrets: Secrets) -> None:
    """Fill in what an embedded Ray needs; what is set already stays, so any of it can be overridden."""
    for name, value in {**FIXED, **AT_REST, **proxy_ports(), **own_places(secrets)}.items():
        os.environ.setdefault(name, value)
    # Workers import deployments.app by name.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


def own_places(secrets: Secrets) -> Mapping[str, str]:
    return {"RAY_AUTH_TOKEN_PATH": str(generated_secret(secrets.home / "ray_auth_token"))}


def proxy_ports() -> Mapping[str, str]:
    """Ports that do not follow from the server's own, so that two on one machine do not meet there.

    Serve's proxies would share the fallback's and answer for each other: requests that HAProxy has before it knows an
    Ingress, with the other server's keys and voices.
    """
    whose = ("FALLBACK_PROXY_HTTP", "HAPROXY_STATS", "HAPROXY_METRICS")
    return {f"RAY_SERVE_{each}_PORT": str(free_port()) for each in whose}


def free_port() -> int:
    """One on which nothing listens, and where nothing will by chance before it is used, seconds later."""
    for port in random.sample(UNASSIGNED, len(UNASSIGNED)):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                listener.bind(("", port))
                return port
    raise OSError(f"every port from {UNASSIGNED.start} to {UNASSIGNED.stop} is taken")
