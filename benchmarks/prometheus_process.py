"""A Prometheus of its own that watches one server by the rules of k8s/components/monitoring: for tests."""

import subprocess
import time
from pathlib import Path
from typing import Any

import httpx
import yaml

from deployments.environment import free_port
from k8s.monitoring.rules import groups

EVERY = "1s"
"""It looks and judges."""


class PrometheusProcess:
    def __init__(self, folder: Path, target: str, patience_s: float) -> None:
        """`target` is HOST:PORT of the server; alerts are held back for `patience_s` at most, for tests are short."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        port = free_port()
        self._api = httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=20)
        self._listen = f"127.0.0.1:{port}"
        rules: dict[str, Any] = groups()
        for rule in (rule for group in rules["groups"] for rule in group["rules"]):
            if "for" in rule:
                rule["for"] = f"{patience_s:g}s"
        (folder / "rules.yaml").write_text(yaml.safe_dump(rules))
        watched = {"job_name": "declaim", "metrics_path": "/metrics", "static_configs": [{"targets": [target]}]}
        config = {"global": {"scrape_interval": EVERY, "evaluation_interval": EVERY}, "scrape_configs": [watched]}
        (folder / "prometheus.yaml").write_text(yaml.safe_dump({**config, "rule_files": ["rules.yaml"]}))

    def start(self) -> "PrometheusProcess":
        config, data = self._folder / "prometheus.yaml", self._folder / "data"
        options = [f"--config.file={config}", f"--storage.tsdb.path={data}", f"--web.listen-address={self._listen}"]
        with (self._folder / "prometheus.log").open("w") as log:
            self._process = subprocess.Popen(["prometheus", *options], stdout=log, stderr=log)  # noqa: S607
        give_up = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < give_up, (self._folder / "prometheus.log").read_text()
            time.sleep(0.1)
        return self

    def query(self, expression: str) -> list[dict[str, Any]]:
        """Series with labels and the last value. Raises httpx.HTTPStatusError for what is no expression."""
        found = self._api.get("query", params={"query": expression}).raise_for_status().json()["data"]
        return found["result"] if found["resultType"] == "vector" else [{"metric": {}, "value": found["result"]}]

    def firing(self) -> set[str]:
        alerts = self._api.get("alerts").raise_for_status().json()["data"]["alerts"]
        return {alert["labels"]["alertname"] for alert in alerts if alert["state"] == "firing"}

    def stop(self) -> None:
        self._api.close()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def _answers(self) -> bool:
        try:
            return self._api.get("rules").is_success
        except httpx.TransportError:
            return False
