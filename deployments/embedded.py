"""Embedded: the whole application with a Ray of its own on this machine, from start to clean stop."""

import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress

import ray
from ray import serve
from ray.serve._private.constants import DEFAULT_GRACEFUL_SHUTDOWN_TIMEOUT_S
from ray.serve.context import _get_global_client
from ray.serve.schema import ServeApplicationSchema, ServeDeploySchema

from deployments.app import graph
from deployments.settings import Secrets, Settings
from deployments.undertaker import bury, descendants

OBJECT_STORE_BYTES = 200 * 1024 * 1024
"""Nothing large travels through it: audio goes in pieces of some kilobytes."""

METRICS_REPORT_MS = 2000
"""How old `/metrics` may be; Ray's own choice is ten seconds."""

ANSWER_S = 1.0
"""Longer than an Ingress takes to say that it is done."""

LOGS = "/tmp/ray/session_latest/logs/serve"  # noqa: S108 - Ray's own place
"""Where Serve's replicas write."""


class StartError(RuntimeError):
    """The application did not come up; the message says why."""


def start(config: ServeDeploySchema, secrets: Secrets) -> None:
    """Ray, Serve and the application; returns when it answers. Raises StartError."""
    logging.disable(logging.INFO)
    ray.init(
        "local",
        _node_ip_address="127.0.0.1",
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=OBJECT_STORE_BYTES,
        _system_config={"metrics_report_interval_ms": METRICS_REPORT_MS},
    )
    options = config.http_options.model_dump(exclude_unset=True)
    address = {"host": secrets.host, "port": secrets.port}
    serve.start(
        proxy_location=config.proxy_location,
        http_options={**options, **address},
        tracing_config=config.tracing_config,
    )
    if any(application.autoscaling_policy for application in config.applications):
        deploy(config)
        return
    for application in config.applications:
        run(application)


def deploy(config: ServeDeploySchema) -> None:
    """As a cluster would. Only so can applications have a policy of autoscaling, and it takes some seconds more."""
    client = _get_global_client()
    assert client is not None
    try:
        client.deploy_apps(config, _blocking=True)
    except (RuntimeError, TimeoutError) as error:
        told = "\n".join(reasons(application.name) for application in config.applications)
        raise StartError(f"{error}\n{told}\nLogs are in {LOGS}") from None


def run(application: ServeApplicationSchema) -> None:
    """One application of the file, built here: the way through a worker of Ray's takes two seconds more."""
    placement = {
        deployment.name: deployment.model_dump(exclude_unset=True, exclude={"name"})
        for deployment in application.deployments
    }
    try:
        app = graph(Settings.model_validate(application.args), placement)
        logging_config = application.logging_config and application.logging_config.model_dump(exclude_unset=True)
        serve.run(app, name=application.name, route_prefix=application.route_prefix, logging_config=logging_config)
    except RuntimeError as error:
        raise StartError(f"{error}\n{reasons(application.name)}\nLogs are in {LOGS}") from None


def reasons(application: str) -> str:
    """The last line of what each deployment that did not come up said of it."""
    deployments = serve.status().applications[application].deployments
    messages = {name: status.message.strip() for name, status in deployments.items() if status.status != "HEALTHY"}
    return "\n".join(f"{name}: {message.splitlines()[-1]}" for name, message in messages.items() if message)


def close(config: ServeDeploySchema) -> None:
    """Let streams end that do so within the Ingress's `graceful_shutdown_timeout_s`, and refuse new requests.

    Serve stops all deployments at the same time: then a stream gets no further than its next segment.
    """
    with suppress(Exception), quiet():  # of what has not even started
        for application in config.applications:
            grace_s = ingress_grace_s(application)
            ingress = serve.get_app_handle(application.name)
            ingress._init(_run_router_in_separate_loop=True)  # type: ignore[no-untyped-call]  # noqa: SLF001 - this thread has none
            ingress.broadcast("close", grace_s).results(timeout_s=grace_s + ANSWER_S)


def ingress_grace_s(application: ServeApplicationSchema) -> float:
    named = {each.name: each.model_dump(exclude_unset=True) for each in application.deployments}
    return float(named.get("Ingress", {}).get("graceful_shutdown_timeout_s", DEFAULT_GRACEFUL_SHUTDOWN_TIMEOUT_S))


def stop() -> None:
    """Everything down, in good order and then for certain."""
    ours = descendants(os.getpid())
    with suppress(Exception), quiet():  # Ray reports the controller's orderly end as a task that failed
        serve.shutdown()  # type: ignore[no-untyped-call]
        ray.shutdown()
    bury(ours, grace_s=1)


@contextmanager
def quiet() -> Iterator[None]:
    """Ray's last words are not for the terminal."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield
