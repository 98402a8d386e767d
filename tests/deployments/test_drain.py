"""A node that is to go: its replicas are replaced elsewhere, and speak to the end first."""

import os
import socket
import subprocess
import sys

import pytest

from benchmarks.serving import ROOT

SCRIPT = """
import asyncio, threading
import ray
from ray import serve
from ray.cluster_utils import Cluster
from deployments.drain import drain, replicas

@serve.deployment(graceful_shutdown_wait_loop_s=0.1, graceful_shutdown_timeout_s=20, ray_actor_options={"num_cpus": 1})
class Counter:
    async def count(self):
        for n in range(10):
            yield n
            await asyncio.sleep(0.3)

    def node(self):
        return ray.get_runtime_context().get_node_id()

head = {"num_cpus": 0, "object_store_memory": 100 * 2**20, "include_dashboard": False}
cluster = Cluster(initialize_head=True, head_node_args=head)
for _ in range(2):
    cluster.add_node(num_cpus=1, object_store_memory=100 * 2**20)
ray.init(address=cluster.address, log_to_driver=False)
assert replicas("nowhere") == []  # nothing is served yet
handle = serve.run(Counter.bind(), route_prefix=None)
node = handle.node.remote().result()
heard, began = [], threading.Event()

def listen():
    for n in handle.options(stream=True).count.remote():
        heard.append(n)
        began.set()

listener = threading.Thread(target=listen)
listener.start()
began.wait()
print("in no time:", drain(node, 0))
print("in time:", drain(node, 30))
listener.join()
print("heard:", heard)
print("elsewhere:", handle.node.remote().result() != node)
ray.shutdown()
cluster.shutdown()
"""


@pytest.mark.cluster
@pytest.mark.timeout(120)
def test_a_stream_is_heard_to_the_end_while_its_node_is_drained():
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RAY_")},
        "PYTHONPATH": str(ROOT),
        "RAY_AUTH_MODE": "disabled",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    lines = [line for line in ran.stdout.splitlines() if ":" in line]
    assert "in no time: False" in lines
    assert "in time: True" in lines
    assert "heard: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]" in lines
    assert "elsewhere: True" in lines
    assert any(line.startswith("drain: ") and line.endswith("did not end within 0 s") for line in lines)


WATCHED = """
import sys
from deployments import drain
drain.POLL_S, drain.HEAD_GONE_S = 0.05, 0.5
sys.argv[1:] = ["60"]
print("draining", flush=True)
drain.main()
"""


def test_nothing_waits_for_a_head_that_is_gone():
    with socket.create_server(("127.0.0.1", 0), backlog=64) as head:
        address = f"127.0.0.1:{head.getsockname()[1]}"
        environment = {**os.environ, "RAY_ADDRESS": address, "RAY_gcs_rpc_server_reconnect_timeout_s": "600"}
        command = [sys.executable, "-c", WATCHED]
        draining = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert draining.stdout
        assert draining.stdout.readline() == "draining\n"
        for _ in range(20):
            head.accept()[0].close()
        assert draining.poll() is None
    assert draining.communicate(timeout=30)[0].endswith("drain: the head did not answer for 0.5 s\n")
    assert draining.returncode == 1
