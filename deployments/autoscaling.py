"""AudioDemand: how many replicas each engine needs, for Ray Serve's autoscaling of an application.

It scales on audio: what is asked for per second over what a replica makes per second, both as the replicas tell
(`Synthesizer.record_autoscaling_stats`), and what waits over the time in which it is to be made. The decision for one
engine is in `scaling/plan.py`.

It is a policy of the application and not one of each deployment, because two deployments are one decision: what an
engine cannot take while its replicas start comes to its stand-in, which needs replicas for that, and whose answers are
demand for the engine all the same. Deployments that it is not told of are scaled as Ray Serve would scale them.

When a node is to be drained, a spot instance say, Ray Serve starts replicas elsewhere first and lets those there
finish. The policy has only to leave the number alone: it goes by the replicas that are wanted, not those there are.
"""

from collections.abc import Mapping
from typing import Any

import ray
from ray.serve._private.common import DeploymentID
from ray.serve.autoscaling_policy import replica_queue_length_autoscaling_policy
from ray.serve.config import AutoscalingContext

from deployments.scaling.memory import ClusterMemory, Memory
from deployments.scaling.options import scalings
from deployments.scaling.plan import Plan
from deployments.scaling.told import Told

Decisions = dict[DeploymentID, int | float]
States = dict[DeploymentID, dict[str, Any]]

STATE = "declaim"
"""Ray Serve keeps something of its own beside it."""


class AudioDemand:
    """`policy_function: deployments.autoscaling:AudioDemand`; its state goes through Ray's `policy_state`."""

    def __init__(self, deployments: Mapping[str, Mapping[str, object]], memory: Memory | None = None) -> None:
        """`deployments`: options (`Scaling`) of each that it scales, by name. Raises ValueError."""
        self._scalings = scalings(deployments)
        if memory is None and ray.is_initialized():
            memory = ClusterMemory()
        self._memory = memory

    def __call__(self, contexts: Mapping[DeploymentID, AutoscalingContext]) -> tuple[Decisions, States]:
        """Replicas wanted, and what is to be remembered."""
        ours = {each.deployment_name: each for each in contexts.values() if each.deployment_name in self._scalings}
        decisions, states = self._decide(ours)
        for deployment, context in contexts.items():
            if deployment not in decisions:
                decisions[deployment], states[deployment] = replica_queue_length_autoscaling_policy(context)
        return decisions, states

    def _decide(self, contexts: Mapping[str, AutoscalingContext]) -> tuple[Decisions, States]:
        told = {name: Told.by(context.raw_metrics or {}) for name, context in contexts.items()}
        asked = {name: told[name].with_stand_in(told.get(self._scalings[name].stand_in or "")) for name in contexts}
        plans = {name: Plan(self._scalings[name], self._known(name, context)) for name, context in contexts.items()}
        for name, plan in plans.items():
            plan.observe(now_s(contexts[name]), asked[name])
        short = {
            self._scalings[name].stand_in: plan.short(asked[name], contexts[name].current_num_replicas)
            for name, plan in plans.items()
        }
        decisions: Decisions = {}
        states: States = {}
        for name, context in contexts.items():
            decisions[context.deployment_id] = plans[name].replicas(
                now_s(context),
                asked[name],
                short.get(name, 0.0),
                context.target_num_replicas,
                context.capacity_adjusted_min_replicas,
            )
            states[context.deployment_id] = self._kept(name, context, plans[name])
        return decisions, states

    def _known(self, name: str, context: AutoscalingContext) -> Mapping[str, Any]:
        known: Mapping[str, Any] | None = context.policy_state.get(STATE)
        if known is None and self._memory is not None:
            known = self._memory.recall(f"{context.app_name}/{name}")
        return known or {}

    def _kept(self, name: str, context: AutoscalingContext, plan: Plan) -> dict[str, Any]:
        if self._memory is not None:
            self._memory.keep(f"{context.app_name}/{name}", plan.state, now_s(context))
        return {STATE: plan.state}


def now_s(context: AutoscalingContext) -> float:
    return context.current_time or 0.0
