"""Embedded: the whole application with a Ray of its own on this machine, from start to clean stop."""

import io
import logging
import os
import time
from contextlib import redirect_stderr, redirect_stdout, suppress

import ray
from ray import serve
from ray.serve.context import _get_global_client
from ray.serve.schema import ApplicationStatus, ApplicationStatusOverview, ServeDeploySchema

from deployments.settings import Secrets
from deployments.undertaker import bury, descendants

OBJECT_STORE_BYTES = 200 * 1024 * 1024
"""Nothing large travels through it: audio goes in pieces of some kilobytes."""

START_TIMEOUT_S = 120


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
    )
    options = config.http_options.model_dump(exclude_unset=True)
    serve.start(
        proxy_location=config.proxy_location, http_options={**options, "host": secrets.host, "port": secrets.port}
    )
    client = _get_global_client()
    assert client is not None
    # The one private call, and what `serve run serve_config.yaml` does too: the public serve.run takes a
    # graph, and would leave `deployments:` of the file to us.
    client.deploy_apps(config)
    wait_until_running([application.name for application in config.applications])
    client.wait_for_proxies_serving(wait_for_applications_running=True)


def wait_until_running(names: list[str]) -> None:
    """Return when all of them run. Raises StartError with Serve's own message when one fails."""
    give_up = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < give_up:
        found = serve.status().applications
        states = [found[name] for name in names if name in found]
        for state in states:
            if state.status in {ApplicationStatus.DEPLOY_FAILED, ApplicationStatus.UNHEALTHY}:
                raise StartError(why(state))
        if len(states) == len(names) and all(state.status == ApplicationStatus.RUNNING for state in states):
            return
        time.sleep(0.1)
    raise StartError(f"not running after {START_TIMEOUT_S} s; logs are in {log_folder()}")


def why(application: ApplicationStatusOverview) -> str:
    """Serve's message, and the last lines of what its replicas said."""
    replicas = [found.message for found in application.deployments.values() if found.status != "HEALTHY"]
    return "\n".join([application.message, *replicas, f"Logs are in {log_folder()}"])


def log_folder() -> str:
    """Where Serve's replicas write."""
    return "/tmp/ray/session_latest/logs/serve"  # noqa: S108 - Ray's own place


def stop() -> None:
    """Everything down, in good order and then for certain."""
    ours = descendants(os.getpid())
    # Ray reports the controller's orderly end as a task that failed.
    with suppress(Exception), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        serve.shutdown()  # type: ignore[no-untyped-call]
        ray.shutdown()
    bury(ours, grace_s=1)
