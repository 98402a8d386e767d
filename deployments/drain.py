"""`python -m deployments.drain SECONDS`: have this node's replicas replaced elsewhere and wait until they have ended.

Kubernetes runs it before it stops a worker's pod (`preStop`), so that no stream is cut that ends in that time. Ray
Serve starts replacements on other nodes first, asks those here no more, and stops them when they have nothing to do.
"""

import logging
import os
import sys
import time

import ray
from ray._raylet import GcsClient  # type: ignore[attr-defined]
from ray.core.generated.autoscaler_pb2 import DrainNodeReason  # type: ignore[attr-defined]
from ray.serve.context import _get_global_client

POLL_S = 1.0


def drain(node: str, timeout_s: float) -> bool:
    """Whether no replica was left on the node (its id, in hex) in that time. Needs a driver that is connected."""
    until = time.time() + timeout_s
    # Preemption: the other reason, idleness, is refused where there is work.
    control = GcsClient(address=ray.get_runtime_context().gcs_address)
    control.drain_node(node, DrainNodeReason.DRAIN_NODE_REASON_PREEMPTION, "its pod is to stop", int(until * 1000))
    while left := replicas(node):
        if time.time() >= until:
            print(f"drain: {', '.join(left)} did not end within {timeout_s:g} s")
            return False
        time.sleep(POLL_S)
    return True


def replicas(node: str) -> list[str]:
    """Those on the node, by id; none where nothing is served."""
    if (client := _get_global_client(raise_if_no_controller_running=False)) is None:
        return []
    applications = client.get_serve_details()["applications"].values()
    deployments = [it for application in applications for it in application["deployments"].values()]
    there = [replica for deployment in deployments for replica in deployment["replicas"]]
    return [replica["replica_id"] for replica in there if replica.get("node_id") == node]


def main() -> None:
    ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), logging_level=logging.ERROR, log_to_driver=False)
    drain(ray.get_runtime_context().get_node_id(), float(sys.argv[1]))


if __name__ == "__main__":
    main()
