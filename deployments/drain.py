"""`python -m deployments.drain SECONDS`: have this node's replicas replaced elsewhere and wait until they have ended.

Kubernetes runs it before it stops a worker's pod (`preStop`), so that no stream is cut that ends in that time. Ray
Serve starts replacements on other nodes first, asks those here no more, and stops them when they have nothing to do.
"""

import logging
import os
import socket
import sys
import threading
import time
from contextlib import suppress

import ray
from ray._raylet import GcsClient  # type: ignore[attr-defined]
from ray.core.generated.autoscaler_pb2 import DrainNodeReason  # type: ignore[attr-defined]
from ray.serve.context import _get_global_client

POLL_S = 1.0

HEAD_GONE_S = 120.0
"""A head that starts anew answers earlier. One that does not is gone with its cluster, and nobody ends replicas."""


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


def watch(head: str) -> None:
    """End this process when the head (HOST:PORT) was silent for HEAD_GONE_S.

    What connects to it waits for ten minutes, a call of Serve's controller without end, busily, and no signal
    interrupts that.
    """
    heard = time.time()
    while time.time() - heard < HEAD_GONE_S:
        time.sleep(POLL_S)
        if answers(head):
            heard = time.time()
    print(f"drain: the head did not answer for {HEAD_GONE_S:g} s", flush=True)
    os._exit(1)


def answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    with suppress(OSError), socket.create_connection((host, int(port)), timeout=POLL_S):
        return True
    return False


def main() -> None:
    address = os.environ.get("RAY_ADDRESS", "auto")
    if address != "auto":  # KubeRay names the head's Service
        threading.Thread(target=watch, args=(address,), daemon=True).start()
    ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
    drain(ray.get_runtime_context().get_node_id(), float(sys.argv[1]))


if __name__ == "__main__":
    main()
