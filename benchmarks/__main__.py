"""`python -m benchmarks WHAT ...`: `load` puts any speech server under load, `simulate` plans a fleet of ours."""

import argparse

from benchmarks.load import command
from benchmarks.load.workloads import writing
from benchmarks.report import compare_command, report_command, sweep_command
from benchmarks.simulation import command as simulation


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    tools = parser.add_subparsers(required=True, metavar="WHAT")
    command.add(tools.add_parser("load", help="put a server under load", description=command.__doc__))
    writing.add(tools.add_parser("workload", help="write what is asked for as a file", description=writing.__doc__))
    sweep = "the same load at rising levels"
    sweep_command.add(tools.add_parser("sweep", help=sweep, description=sweep_command.__doc__))
    compared = "whether one result is worse than another"
    compare_command.add(tools.add_parser("compare", help=compared, description=compare_command.__doc__))
    shown = "one page of results, with plots"
    report_command.add(tools.add_parser("report", help=shown, description=report_command.__doc__))
    simulation.add(tools.add_parser("simulate", help="simulate a fleet", description=simulation.__doc__))
    chosen = parser.parse_args()
    chosen.run(parser, chosen)


if __name__ == "__main__":
    main()
