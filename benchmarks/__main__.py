"""`python -m benchmarks WHAT ...`: `load` puts any speech server under load, `simulate` plans a fleet of ours."""

import argparse

from benchmarks.load import command
from benchmarks.simulation import command as simulation


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    tools = parser.add_subparsers(required=True, metavar="WHAT")
    command.add(tools.add_parser("load", help="put a server under load", description=command.__doc__))
    simulation.add(tools.add_parser("simulate", help="simulate a fleet", description=simulation.__doc__))
    chosen = parser.parse_args()
    chosen.run(parser, chosen)


if __name__ == "__main__":
    main()
