"""`declaim doctor`: what works on this machine, what does not, and what to do about it."""

import argparse
import os
import time
from concurrent.futures import Future
from threading import Thread

from declaim.cli.checks.finding import Check, Environment, Finding
from declaim.cli.checks.machine import check_cpu, check_disk, check_gpu, check_memory, check_python
from declaim.cli.checks.redis import check_cache_redis, check_queue_redis
from declaim.cli.checks.s3 import check_clock, check_s3
from declaim.cli.checks.server import check_port, check_server

LIMIT_S = 2.0
"""Seconds that any check may take: a little more than checks allow themselves, because their own words say more."""

CHECKS: dict[str, Check] = {
    "python": check_python,
    "cpu": check_cpu,
    "memory": check_memory,
    "gpu": check_gpu,
    "disk": check_disk,
    "port": check_port,
    "server": check_server,
    "redis": check_cache_redis,
    "queue redis": check_queue_redis,
    "s3": check_s3,
    "clock": check_clock,
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("doctor", help="check this machine and the services that the DECLAIM_ variables name")
    command.set_defaults(run=doctor)


def doctor(_arguments: argparse.Namespace) -> int:
    """Print one line for each check, and the remedy under each that is not ok; 1 when any failed."""
    findings = examine(CHECKS, os.environ)
    for name, finding in findings.items():
        print(f"{finding.status:<4}  {name:<11}  {finding.found}")
        if finding.status != "ok":
            print(f"{'':<19}{finding.remedy}")
    return int(any(finding.status == "fail" for finding in findings.values()))


def examine(checks: dict[str, Check], environment: Environment) -> dict[str, Finding]:
    """Run all checks at the same time; those that do not end within LIMIT_S are given up."""
    ends_s = time.monotonic() + LIMIT_S
    running = {name: _started(check, environment) for name, check in checks.items()}
    return {name: _finding(future, ends_s) for name, future in running.items()}


def _started(check: Check, environment: Environment) -> "Future[Finding]":
    future: Future[Finding] = Future()
    # A daemon, because a look-up that hangs in the C library cannot be stopped and must not hold up the exit.
    Thread(target=_settle, args=(future, check, environment), daemon=True).start()
    return future


def _settle(future: "Future[Finding]", check: Check, environment: Environment) -> None:
    try:
        future.set_result(check(environment))
    except Exception as error:
        future.set_exception(error)


def _finding(future: "Future[Finding]", ends_s: float) -> Finding:
    try:
        return future.result(max(ends_s - time.monotonic(), 0.0))
    except TimeoutError:
        return Finding(
            "fail", f"no answer within {LIMIT_S:g} s", "see whether what it asks is up, and its name resolves"
        )
    except ValueError as error:
        return Finding("fail", f"a setting cannot be read: {error}", "correct the DECLAIM_ variable behind this check")
