"""Memory: what a policy has learned, kept in the cluster; its state is gone with the controller.

Ray Serve holds the state of a policy in the controller's process, and begins with an empty one whenever the application
is deployed again or the controller starts anew. A season takes a week to learn, so it is kept in Ray's own key-value
store besides: in Redis, where Ray's head node is made to outlive itself.
"""

import json
import logging
from collections.abc import Mapping
from threading import Thread
from typing import Any, Protocol

from ray.experimental import internal_kv

log = logging.getLogger("ray.serve")

NAMESPACE = b"declaim-autoscaling"
KEPT_S = 300.0
"""Between two times of writing it down."""


class Memory(Protocol):
    def recall(self, name: str) -> Mapping[str, Any]:
        """What was last kept under that name; empty if nothing was."""
        ...

    def keep(self, name: str, state: Mapping[str, Any], now_s: float) -> None:
        """Not on each call. Must not block."""
        ...


class ClusterMemory:
    """In Ray's own store. What goes wrong costs what was learned, never a decision."""

    def __init__(self) -> None:
        self._kept_s: dict[str, float] = {}

    def recall(self, name: str) -> Mapping[str, Any]:
        """Blocks for the milliseconds that reading takes, once per deployment and start."""
        try:
            data = internal_kv._internal_kv_get(name.encode(), namespace=NAMESPACE)  # noqa: SLF001 - it has no other name
            known: Mapping[str, Any] = json.loads(data) if data else {}
        except Exception:
            log.exception("what autoscaling had learned of %s cannot be read", name)
            return {}
        return known

    def keep(self, name: str, state: Mapping[str, Any], now_s: float) -> None:
        if 0 <= now_s - self._kept_s.get(name, -KEPT_S) < KEPT_S:
            return
        self._kept_s[name] = now_s
        Thread(target=self._write, args=(name, json.dumps(state)), daemon=True).start()

    @staticmethod
    def _write(name: str, data: str) -> None:
        try:
            internal_kv._internal_kv_put(name.encode(), data.encode(), overwrite=True, namespace=NAMESPACE)  # noqa: SLF001
        except Exception:
            log.exception("what autoscaling has learned of %s cannot be kept", name)
