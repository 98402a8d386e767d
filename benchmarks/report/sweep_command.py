"""Puts a speech server under rising load and says where it is saturated: see docs/performance.md."""

import argparse
import json
import sys
from collections.abc import Callable

from benchmarks.load import command
from benchmarks.load.errors import LoadError
from benchmarks.load.plan import Plan
from benchmarks.load.summary import Figures
from benchmarks.load.workloads import prompts
from benchmarks.report.figures import AUDIO_PER_S, TTFA_P95
from benchmarks.report.knee import knee, saturated
from benchmarks.report.markdown import markdown
from benchmarks.report.result import Result, levels
from benchmarks.report.stored import Run
from benchmarks.report.sweep import plans, runs, written
from benchmarks.report.tables import overview

REPEATS = 3
PAUSE_S = 2.0


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks sweep`: those of `load`, with several loads."""
    command.add_request(parser)
    load = parser.add_mutually_exclusive_group(required=True)
    load.add_argument("--concurrency", dest="callers", type=several(command.count), metavar="N,N,...")
    load.add_argument("--rate", dest="rates", type=several(command.positive), metavar="R,R,...")
    parser.add_argument("--repeat", type=command.count, default=REPEATS, metavar="N", help="runs at each level")
    parser.add_argument("--pause", type=command.positive, default=PAUSE_S, metavar="S", help="seconds before each run")
    parser.set_defaults(run=run, concurrency=None, rate=None, trace=None, speed_up=None, burstiness=None)


def several(one: Callable[[str], float]) -> Callable[[str], list[float]]:
    """An argument with commas in it."""

    def amounts(text: str) -> list[float]:
        found = [one(part) for part in text.split(",")]
        if len(set(found)) < len(found):
            raise argparse.ArgumentTypeError("each of them once, please; --repeat is for more")
        return found

    return amounts


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 if no request succeeded, and with 2 if it cannot be done."""
    try:
        plan = command.planned(chosen)
        prompts(plan.workload, plan.seed)
        found = swept(plan, chosen)
    except LoadError as error:
        parser.error(str(error))
    print(markdown(overview([found])))
    print(f"Saturated at: {saturated(found.levels)}")
    if all(run.summary.failed == run.summary.requests for level in found.levels for run in level.runs):
        parser.exit(1, "no request succeeded\n")


def swept(plan: Plan, chosen: argparse.Namespace) -> Result:
    """The file is written anew after each run, so that one who breaks off keeps what there was. Raises LoadError."""
    called = command.called(chosen, plan.seed)
    planned = plans(plan, "rate" if chosen.rates else "concurrency", chosen.rates or chosen.callers, chosen.repeat)
    done, read = list[Figures](), list[Run]()
    for told in runs(planned, chosen.pause):
        done.append(told)
        read.append(Run.model_validate(told))
        print(f"{len(done)} of {len(planned)}: {line(read[-1])}", file=sys.stderr)
        if chosen.json:
            chosen.json.write_text(json.dumps(written(called, done, knee(levels(read)))))
    return Result("sweep", str(called["command"]), chosen.seed is not None, levels(read))


def line(run: Run) -> str:
    audio, ttfa = AUDIO_PER_S.shown(AUDIO_PER_S.of(run)), TTFA_P95.shown(TTFA_P95.of(run))
    return f"{run.arguments.load}: {audio} audio-s/s, TTFA p95 {ttfa} ms, {run.summary.failed} failed"
