"""Writes a workload as a file, a JSON a line, to be shared and edited; `load --workload FILE` asks for the same."""

import argparse
from dataclasses import replace
from itertools import islice, repeat

from benchmarks.load.arrivals import arrivals
from benchmarks.load.command import count, positive
from benchmarks.load.workloads import NAMED, prompts
from benchmarks.load.workloads.listed import line


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks workload`."""
    parser.add_argument("name", choices=[*NAMED], metavar="NAME", help=", ".join(NAMED))
    parser.add_argument("--count", type=count, required=True, metavar="N", help="how many requests")
    parser.add_argument("--seed", type=int, required=True, help="of texts and times")
    parser.add_argument("--rate", type=positive, metavar="R", help="also when each is due, R per second in the mean")
    parser.add_argument("--burstiness", type=positive, metavar="B", help="with --rate, as `load` has it")
    parser.set_defaults(run=run)


def run(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    if chosen.burstiness and not chosen.rate:
        parser.error("--burstiness is of arrivals at a --rate, which is wanted with it")
    times = arrivals(chosen.rate, chosen.burstiness or 1.0, chosen.seed) if chosen.rate else repeat(None)
    for prompt, at_s in islice(zip(prompts(chosen.name, chosen.seed), times, strict=False), chosen.count):
        print(line(replace(prompt, at_s=at_s)))
