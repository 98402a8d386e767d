"""`python -m k8s.monitoring check | rules | dashboards`."""

import sys

import yaml

from k8s.monitoring import promtool
from k8s.monitoring.check import problems
from k8s.monitoring.dashboards import write
from k8s.monitoring.rules import groups

USAGE = """usage: python -m k8s.monitoring COMMAND
  check       say what is wrong with rules and dashboards; 1 where there is anything
  rules       print the rules as a plain file, for a Prometheus without the operator
  dashboards  write the dashboards' JSON again"""

NOT_PARSED = "expressions are not parsed, for want of promtool: apt-get install --no-install-recommends prometheus"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            found = problems()
            print("\n".join(found) or "rules and dashboards: nothing wrong")
            if not promtool.is_there():
                print(NOT_PARSED)
            return int(bool(found))
        case ["rules"]:
            print(yaml.safe_dump(groups(), sort_keys=False, width=120), end="")
        case ["dashboards"]:
            write()
        case _:
            sys.exit(USAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
