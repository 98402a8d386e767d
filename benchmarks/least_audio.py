"""LeastAudio: a request router that was tried, see benchmarks/replicas.py."""

from collections import defaultdict
from typing import Any

from ray.serve.request_router import FIFOMixin, PendingRequest, ReplicaID, RequestRouter, RunningReplica

from models.fake import CHARACTERS_PER_SECOND


class LeastAudio(FIFOMixin, RequestRouter):
    """The replica that has the fewest audio seconds to make of what came from here."""

    def initialize_state(self, **_: object) -> None:
        self._audio_s: defaultdict[ReplicaID, float] = defaultdict(float)

    async def choose_replicas(
        self,
        candidate_replicas: list[RunningReplica],
        pending_request: PendingRequest | None = None,  # noqa: ARG002 - Ray's interface
    ) -> list[list[RunningReplica]]:
        """In order of preference, one at a time."""
        return [[replica] for replica in sorted(candidate_replicas, key=lambda it: self._audio_s[it.replica_id])]

    def on_request_routed(self, pending_request: PendingRequest, replica_id: ReplicaID, result: Any) -> None:
        """It counts until its stream ends."""
        (segment,) = pending_request.args
        audio_s = len(segment.text) / CHARACTERS_PER_SECOND

        def made(_: object) -> None:
            self._audio_s[replica_id] -= audio_s

        self._audio_s[replica_id] += audio_s
        result.add_done_callback(made)
