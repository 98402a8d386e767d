"""A cluster as Kubernetes would make it: a head without work, nodes with it, and the Redis servers they need."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import yaml

from benchmarks.cluster.network import Network
from benchmarks.cluster.node import ROOT, Node
from benchmarks.redis_process import RedisProcess
from deployments.environment import CLUSTER
from deployments.settings import generated_secret

PORT = 8000
DASHBOARD_PORT = 8265
REDIS = {"gcs": 6390, "cache": 6391, "queue": 6392}


class Cluster:
    """Started when made. `folder`: what all nodes share, objects above all."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.network = Network()
        self._folder = folder
        self.revived = list[str]()
        """Nodes that ended by themselves."""
        self.redis = {name: self._redis(name, port) for name, port in REDIS.items()}
        for server in self.redis.values():
            server.start()
        self._token = generated_secret(folder / "token")
        environment = self._environment()
        self.head = Node("head", self.network, folder, environment)
        self.workers = [
            Node(name, self.network, folder, environment, self.head.address)
            for name in map("w{}".format, range(workers))
        ]

    def start(self, timeout_s: float = 120) -> "Cluster":
        self.head.start()
        until(self._dashboard_answers, timeout_s, "the head does not answer")
        for node in self.workers:
            node.start()
        return self

    def _redis(self, name: str, port: int) -> RedisProcess:
        folder = Path(tempfile.mkdtemp(prefix=f"declaim-{name}-"))
        return RedisProcess(folder, address=self.network.address, port=port, append_only=name != "cache")

    def _environment(self) -> Mapping[str, str]:
        given = {name: value for name, value in os.environ.items() if not name.startswith(("RAY_", "DECLAIM_"))}
        return {
            **given,
            **CLUSTER,
            "PYTHONPATH": str(ROOT),
            "RAY_AUTH_TOKEN_PATH": str(self._token),
            "RAY_REDIS_ADDRESS": f"{self.network.address}:{REDIS['gcs']}",
            "DECLAIM_HOST": "0.0.0.0",  # noqa: S104 - of a network that this machine alone has
            "DECLAIM_HOME": str(self._folder),
            "DECLAIM_REDIS_URL": self.redis["cache"].url,
            "DECLAIM_QUEUE_REDIS_URL": self.redis["queue"].url,
        }

    def _ask(self, method: str, path: str, **fields: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token.read_text()}"}
        url = f"http://{self.head.address}:{DASHBOARD_PORT}{path}"
        return httpx.request(method, url, headers=headers, timeout=60, **fields)

    def _dashboard_answers(self) -> bool:
        return self._ask("GET", "/api/serve/applications/").status_code == 200

    def deploy(self, config: Path | Mapping[str, Any]) -> None:
        """As KubeRay does it; returns at once."""
        data = config if isinstance(config, Mapping) else yaml.safe_load(config.read_text())
        self._ask("PUT", "/api/serve/applications/", json=data).raise_for_status()

    def applications(self) -> Mapping[str, Any]:
        """What Serve tells of them."""
        told: Mapping[str, Any] = self._ask("GET", "/api/serve/applications/").json()["applications"]
        return told

    def replicas(self) -> set[str]:
        """The ids of all of them."""
        deployments = [it for each in self.applications().values() for it in each["deployments"].values()]
        return {replica["replica_id"] for deployment in deployments for replica in deployment["replicas"]}

    def is_running(self) -> bool:
        """Every replica of every deployment is there, in the version that was asked for last."""
        return all(
            each["status"] == "RUNNING" and all(it["status"] == "HEALTHY" for it in each["deployments"].values())
            for each in self.applications().values()
        )

    def is_ready(self) -> bool:
        """It is running, and every node's proxy knows."""
        answers = (httpx.get(f"{node}/readyz", timeout=5).status_code for node in self.endpoints())
        return self.is_running() and all(status == 200 for status in answers)

    def wait_until_ready(self, timeout_s: float = 180) -> float:
        """Returns the seconds that took."""
        return until(self.is_ready, timeout_s, "the application is not there")

    def endpoints(self) -> list[str]:
        """Where a Service would send callers: to all nodes but the head."""
        return [f"http://{node.address}:{PORT}" for node in self.workers]

    @property
    def nodes(self) -> list[Node]:
        return [self.head, *self.workers]

    async def look_after(self) -> None:
        """Until cancelled: start anew what ended by itself, as Kubernetes does."""
        while True:
            for node in self.nodes:
                if node.ended:
                    self.revived.append(node.name)
                    node.start()
            await asyncio.sleep(1)

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()
        for server in self.redis.values():
            server.stop()
            shutil.rmtree(server.folder)
        self.network.close()


def until(holds: Callable[[], bool], timeout_s: float, otherwise: str) -> float:
    """Wait until it holds; returns the seconds that took. What cannot be asked does not hold."""
    begun = time.monotonic()
    while True:
        try:
            if holds():
                return time.monotonic() - begun
        except (httpx.HTTPError, KeyError):
            pass
        if time.monotonic() - begun > timeout_s:
            raise AssertionError(f"{otherwise}, after {timeout_s:.0f} s")
        time.sleep(0.2)
