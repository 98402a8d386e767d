"""Checks of what serve_config.yaml says of autoscaling, which Ray Serve itself finds out when it decides, or never."""

from collections.abc import Iterator, Mapping
from inspect import isclass
from typing import Any

from ray.serve.config import AutoscalingConfig, AutoscalingPolicy
from ray.serve.schema import ServeApplicationSchema

OURS = "deployments.autoscaling:AudioDemand"
DELAYS = ("upscale_delay_s", "downscale_delay_s")
FACTORS = ("upscaling_factor", "downscaling_factor", "upscale_smoothing_factor", "downscale_smoothing_factor")


def check_scaling(application: ServeApplicationSchema) -> Iterator[str]:
    """Complaints about policies, and about what Ray Serve would do to the decisions of ours."""
    configs = {
        deployment.name: deployment.autoscaling_config
        for deployment in application.deployments
        if isinstance(deployment.autoscaling_config, dict)
    }
    for name, config in configs.items():
        if (policy := config.get("policy")) is not None:
            yield from check_policy(policy, f"autoscaling_config.policy of '{name}'")
            if isinstance(policy, Mapping) and policy.get("policy_function") == OURS:
                yield f"'{name}': {OURS} scales an application, write it under `autoscaling_policy`"
    policy = application.autoscaling_policy
    if policy is None:
        return
    yield from check_policy(policy, "autoscaling_policy")
    if policy.get("policy_function") == OURS:
        for name in (policy.get("policy_kwargs") or {}).get("deployments") or {}:
            yield from check_deployment(name, configs.get(name))


def check_policy(policy: Mapping[str, Any], where: str) -> Iterator[str]:
    """Whether it can be imported, and made with its arguments."""
    if unknown := sorted(policy.keys() - AutoscalingPolicy.model_fields):
        yield f"{where}: '{unknown[0]}' is unknown; known here: {', '.join(AutoscalingPolicy.model_fields)}"
        return
    try:
        read = AutoscalingPolicy(**policy)  # type: ignore[no-untyped-call]
        made = read.get_policy()
        if isclass(made):
            made(**read.policy_kwargs)
    except Exception as error:
        yield f"{where}: {error}"


def check_deployment(name: str, config: dict[str, Any] | None) -> Iterator[str]:
    """Whether a deployment that ours scales is left to it."""
    if config is None:
        yield f"'{name}' is scaled by autoscaling_policy, so it needs an autoscaling_config with max_replicas"
        return
    given = AutoscalingConfig(**config)
    yield from (
        f"{delay} of '{name}' must be 0: {OURS} has delays of its own (hold_s)"
        for delay in DELAYS
        if getattr(given, delay)
    )
    yield from (
        f"{factor} of '{name}' must go: it would change what {OURS} decides"
        for factor in FACTORS
        if getattr(given, factor) not in {None, 1.0}
    )
