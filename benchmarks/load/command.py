"""Puts a speech server under load and says what its listeners noticed: see docs/performance.md."""

import argparse
import asyncio
import json
import os
import secrets
import shlex
import sys
from pathlib import Path

from benchmarks.load.drivers import DRIVERS
from benchmarks.load.errors import LoadError
from benchmarks.load.plan import Plan
from benchmarks.load.run import report
from benchmarks.load.table import table
from benchmarks.load.workloads import NAMED, listed, prompts
from benchmarks.load.workloads.prompt import FORMATS

LEAST_S = 1.0
"""Of a trace all of whose requests are due at once."""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks load`."""
    add_request(parser)
    load = parser.add_mutually_exclusive_group(required=True)
    load.add_argument("--concurrency", type=count, metavar="N", help="a closed loop of N callers")
    load.add_argument("--rate", type=positive, metavar="R", help="an open loop of R requests per second")
    load.add_argument("--trace", metavar="FILE", help="an open loop of a workload's file, at the times that it gives")
    parser.add_argument("--burstiness", type=positive, metavar="B", help="with --rate: below 1 bursts, 1 is Poisson")
    parser.add_argument("--speed-up", type=positive, metavar="X", help="with --trace: so much faster than recorded")
    parser.set_defaults(run=run)


def add_request(parser: argparse.ArgumentParser) -> None:
    """The arguments of everything that makes requests: all but how many."""
    parser.add_argument(
        "--driver", choices=[*DRIVERS], required=True, help="how it is asked; null: a server of our own"
    )
    parser.add_argument("--target", metavar="URL", help="the server's address")
    parser.add_argument("--workload", metavar="NAME|FILE", help=f"{', '.join(NAMED)}, or a file")
    parser.add_argument("--duration", type=positive, metavar="S", help="seconds; of a trace: until its last request")
    parser.add_argument("--seed", type=int, help="of texts and arrivals; none: another each time, so nothing is cached")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything to this file")
    parser.add_argument("--model", help="none: the driver's default")
    parser.add_argument("--voice", help="none: the server's default")
    parser.add_argument("--format", choices=FORMATS, help="none: the driver's default")
    parser.add_argument("--pcm-rate", type=count, metavar="HZ", help="of the server's pcm; none: the driver's default")
    parser.add_argument("--api-key-from", metavar="NAME", help="the environment variable that holds the key")
    parser.add_argument("--timeout", type=positive, default=Plan.timeout_s, metavar="S", help="seconds per request")
    parser.add_argument("--server-pid", type=count, metavar="PID", help="also its CPU time and memory, with children")
    parser.add_argument("--prices", type=Path, metavar="FILE", help="also what it costs: see prices.example.yaml")


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 if no request succeeded, and with 2 if it cannot be done."""
    try:
        plan = planned(chosen)
        told = {**asyncio.run(report(plan)), **called(chosen, plan.seed)}
    except LoadError as error:
        parser.error(str(error))
    print(table(told))
    if chosen.json:
        chosen.json.write_text(json.dumps(told, indent=1))
    if told["summary"]["failed"] == told["summary"]["requests"]:
        parser.exit(1, "no request succeeded\n")


def planned(chosen: argparse.Namespace) -> Plan:
    """Raises LoadError."""
    workload, duration_s = inputs(chosen)
    if (chosen.driver == "null") == bool(chosen.target):
        raise LoadError("--target is wanted with every driver but null, which has a server of its own")
    if chosen.json and not chosen.json.parent.is_dir():
        raise LoadError(f"--json: there is no folder {chosen.json.parent}")
    key = os.environ.get(chosen.api_key_from) if chosen.api_key_from else None
    if chosen.api_key_from and not key:
        raise LoadError(f"--api-key-from: the environment has no {chosen.api_key_from}")
    return Plan(
        driver=chosen.driver,
        target=chosen.target,
        workload=workload,
        duration_s=duration_s,
        seed=secrets.randbits(32) if chosen.seed is None else chosen.seed,
        rate=chosen.rate,
        concurrency=chosen.concurrency,
        speed_up=(chosen.speed_up or 1.0) if chosen.trace else None,
        burstiness=chosen.burstiness or 1.0,
        model=chosen.model,
        voice=chosen.voice,
        audio_format=chosen.format,
        pcm_rate=chosen.pcm_rate,
        api_key=key,
        timeout_s=chosen.timeout,
        server_pid=chosen.server_pid,
        prices=str(chosen.prices) if chosen.prices else None,
    )


def inputs(chosen: argparse.Namespace) -> tuple[str, float]:
    """The workload and for how long. Raises LoadError."""
    for name, only, of in (("--burstiness", chosen.burstiness, "rate"), ("--speed-up", chosen.speed_up, "trace")):
        if only and not getattr(chosen, of):
            raise LoadError(f"{name} is only for --{of}, which is wanted with it")
    if bool(chosen.workload) == bool(chosen.trace):
        raise LoadError("--workload is wanted, unless --trace names its file")
    if chosen.trace:
        last_s = listed.trace(Path(chosen.trace))[-1].at_s or 0.0
        return chosen.trace, chosen.duration or max(last_s / (chosen.speed_up or 1.0), LEAST_S)
    if not chosen.duration:
        raise LoadError("--duration is wanted: how many seconds of load")
    prompts(chosen.workload, 0)
    return chosen.workload, chosen.duration


def called(chosen: argparse.Namespace, seed: int) -> dict[str, object]:
    """What to call to do the same again, which wants the seed even if there was none, and whether there was one."""
    given = [*sys.argv[1:], *(["--seed", str(seed)] if chosen.seed is None else [])]
    return {"command": shlex.join(["python", "-m", "benchmarks", *given]), "seed_given": chosen.seed is not None}


def positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("more than 0, please")
    return value


def count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1, please")
    return value
