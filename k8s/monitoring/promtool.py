"""promtool: Prometheus's own judgement of rules and expressions. Part of Debian's package `prometheus`."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

VARIABLE = re.compile(r"\$(__range|__rate_interval|\w+)")


def is_there() -> bool:
    return shutil.which("promtool") is not None


def check_rules(groups: dict[str, Any]) -> list[str]:
    """What is wrong with a rules file that would hold this, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rules.yaml")
        path.write_text(yaml.safe_dump(groups))
        return complaints("check", "rules", str(path))


def check_expressions(named: Iterable[tuple[str, str]]) -> list[str]:
    """The same of expressions with names, Grafana's variables replaced: each as a rule, all of them at once."""
    rules = [
        {"record": f"{re.sub('[^a-zA-Z]', '_', name)}:{n}", "expr": valued(expression)}
        for n, (name, expression) in enumerate(named)
    ]
    return check_rules({"groups": [{"name": "dashboards", "rules": rules}]})


def valued(expression: str) -> str:
    """With something in place of each variable, as Grafana would do it."""
    return VARIABLE.sub(lambda found: "5m" if found[1].startswith("__") else "1", expression)


def complaints(*arguments: str) -> list[str]:
    """What promtool says when it is not content."""
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607 - as it is found
    return [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()] * bool(done.returncode)
