"""Node metrics: the page on which this node's Ray agent publishes the metrics of every process of the node."""

import asyncio
from functools import cache
from urllib.request import urlopen

import ray

from deployments.api.errors import MetricsUnavailable

TIMEOUT_S = 5


async def node_metrics() -> bytes:
    """In Prometheus's text format. Raises MetricsUnavailable."""
    try:
        return await asyncio.to_thread(read)
    except OSError as error:
        raise MetricsUnavailable(str(error)) from None


def read() -> bytes:
    with urlopen(address(), timeout=TIMEOUT_S) as page:  # noqa: S310 - http, to this node
        data: bytes = page.read()
    return data


@cache
def address() -> str:
    """The agent listens where Ray chose to; only Ray's own directory of nodes knows."""
    here = ray.get_runtime_context().get_node_id()
    node = next(
        node
        for node in ray.nodes()  # type: ignore[no-untyped-call]
        if node["NodeID"] == here
    )
    return f"http://127.0.0.1:{node['MetricsExportPort']}/metrics"
